// What the history is asked for, as it stands in the address.

export const KINDS = {
  names: ["name", "confirm", "draw_box"],
  denials: ["reject", "separate", "join", "open"],
  marks: ["stranger", "unsure"],
  people: ["merge", "rename", "hide", "show", "cover", "birth_date"],
  boxes: ["draw_box", "move_box", "not_a_face"],
  undos: ["undo"],
} as const;

export type KindGroup = keyof typeof KINDS;
export type HistorySearch = { person?: number; kind?: KindGroup; since?: string; until?: string };

/** "2024-05-01T12:30", as a field for date and time has it. */
const LOCAL = /^[1-8]\d{3}-\d\d-\d\dT\d\d:\d\d$/;

export function readSearch(search: Record<string, unknown>): HistorySearch {
  const person = Number(search.person);
  const kind = String(search.kind ?? "");
  return {
    ...(Number.isSafeInteger(person) && person > 0 && { person }),
    ...(Object.hasOwn(KINDS, kind) && { kind: kind as KindGroup }),
    ...(isTime(search.since) && { since: search.since }),
    ...(isTime(search.until) && { until: search.until }),
  };
}

const isTime = (value: unknown): value is string =>
  typeof value === "string" && LOCAL.test(value) && !Number.isNaN(new Date(value).getTime());

export type Wanted = { person_id?: number; kind?: string[]; since?: string; until?: string };

/** Return what the server is asked: times with their zone, a minute to its end. */
export function wantedOf({ person, kind, since, until }: HistorySearch): Wanted {
  return {
    ...(person && { person_id: person }),
    ...(kind && { kind: [...KINDS[kind]] }),
    ...(since && { since: new Date(since).toISOString() }),
    ...(until && { until: new Date(new Date(until).getTime() + 59_999).toISOString() }),
  };
}
