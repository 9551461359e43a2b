import { api, ask } from "../api/client";

/** Return the ids of all faces of a group, however many pages they fill. */
export async function allFacesOfGroup(groupId: number): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const query = { group_id: groupId, cursor, limit: 500 };
    const page = await ask(api.GET("/api/faces", { params: { query } }));
    ids.push(...page.items.map((face) => face.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return ids;
}
