// Says something of faces as they are on screen: where somebody else spoke of them meanwhile, it is refused and explained.
import type { DecisionBody } from "../api/types";
import { useDecide } from "../people/decide";

/** What was said here of each face is newer than what was fetched, and nobody else's. */
const own = new Map<number, number>();

export function useSay(seen?: number) {
  const decide = useDecide();
  return async (body: DecisionBody) => {
    if (seen === undefined) return decide(body);
    const faces = facesOf(body);
    // The oldest of them counts: what was said here of one face tells nothing of another.
    const known = Math.min(...faces.map((face) => Math.max(seen, own.get(face) ?? 0)));
    const done = await decide({ ...body, if_seq: faces.length > 0 ? known : seen });
    if (done) for (const face of faces) own.set(face, done.decision.seq);
    return done;
  };
}

function facesOf(body: DecisionBody): number[] {
  if ("face_ids" in body) return body.face_ids;
  return "face_id" in body ? [body.face_id] : [];
}
