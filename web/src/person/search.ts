// What of a person is shown, as it stands in the address.

export const TABS = ["photos", "faces", "suggestions", "ages", "history"] as const;
export type PersonTab = (typeof TABS)[number];

export const SORTS = ["newest", "oldest", "best", "least_alike"] as const;
export type FaceSort = (typeof SORTS)[number];

export type PersonSearch = {
  tab?: PersonTab;
  /** Of the faces: their order, whether only those that the machine named, and of which days. */
  sort?: FaceSort;
  machine?: true;
  since?: string;
  until?: string;
};

const DAY = /^[1-8]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export function readSearch(search: Record<string, unknown>): PersonSearch {
  const tab = TABS.find((known) => known === search.tab);
  if (tab !== "faces") return tab ? { tab } : {};
  const sort = SORTS.find((known) => known === search.sort);
  return {
    tab,
    ...(sort && { sort }),
    ...(String(search.machine) === "true" && { machine: true as const }),
    ...(isDay(search.since) && { since: search.since }),
    ...(isDay(search.until) && { until: search.until }),
  };
}

const isDay = (value: unknown): value is string =>
  typeof value === "string" && DAY.test(value) && !Number.isNaN(new Date(value).getTime());

const PLAIN = /^\p{L}[\p{L}\p{M}'’]*$/u;

/** A search for photos that show all of these people, in the grammar of the search. */
export const searchForAll = (people: { id: number; name: string }[]) => people.map(termOf).join(" & ");

function termOf({ id, name }: { id: number; name: string }) {
  if (PLAIN.test(name)) return name;
  const quotable = name.replace(/["“”„]/g, " ").trim();
  return quotable === name ? `"${name}"` : `"${quotable}"#${id}`;
}
