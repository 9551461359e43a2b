// Says something of faces as they are on screen: where somebody else spoke of them meanwhile, it is refused and explained.
import type { DecisionBody } from "../api/types";
import { useDecide } from "../people/decide";

/** What was said here is newer than what was fetched, and nobody else's. */
let own = 0;

export function useSay(seen?: number) {
  const decide = useDecide();
  return async (body: DecisionBody) => {
    const done = await decide(seen === undefined ? body : { ...body, if_seq: Math.max(seen, own) });
    if (done) own = Math.max(own, done.decision.seq);
    return done;
  };
}
