// People nobody cares about: all their faces become strangers, so that nobody is asked about them again.
import { api, ask } from "../api/client";
import type { DecisionBody } from "../api/types";
import { t } from "../locales/i18n";
import { useDecideAll } from "./decide";

const MOST = 10_000; // faces of one decision

export function useStrangers() {
  const decideAll = useDecideAll();
  return async (people: readonly { id: number; name: string }[]) => {
    const ids: number[] = [];
    for (const person of people) ids.push(...(await allFacesOf({ person_id: person.id })));
    const bodies: DecisionBody[] = [];
    for (let at = 0; at < ids.length; at += MOST) {
      bodies.push({ kind: "stranger", face_ids: ids.slice(at, at + MOST) });
    }
    return decideAll(bodies, t("people:madeStrangers", { count: people.length }));
  };
}

/** Return the ids of all these faces, however many pages they fill. */
async function allFacesOf(filter: { person_id: number }): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(api.GET("/api/faces", { params: { query: { ...filter, cursor, limit: 500 } } }));
    ids.push(...page.items.map((face) => face.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return ids;
}
