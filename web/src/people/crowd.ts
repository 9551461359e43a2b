// Everybody in few words, read once: sorting, filtering and jumping ask nobody. Pictures come for those in view (covers.ts).
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { queryClient } from "../api/queries";
import type { Brief, Crowd } from "../api/types";
import type { Sort } from "./sorts";

const AGAIN = 2000;

export const crowdQuery = (hidden = false) =>
  queryOptions({
    queryKey: ["people", "crowd", hidden],
    queryFn: ({ signal }) => ask(api.GET("/api/people/crowd", { params: { query: { hidden } }, signal })),
    // In a big library the dates, and what is to check, are counted while everybody is on screen already.
    refetchInterval: ({ state }) => (state.data?.is_current === false ? AGAIN : false),
  });

export const useCrowd = (hidden = false) => useQuery(crowdQuery(hidden));

/** Letters as one compares them: without marks and case. */
export const fold = (name: string) =>
  name
    .trim()
    .replace(/\s+/g, " ")
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

/** The people whose name has these letters, in the order asked for. */
export function arrange(people: readonly Brief[], { sort, q, locale }: { sort: Sort; q?: string; locale?: string }) {
  const wanted = fold(q ?? "");
  const found = wanted ? people.filter((person) => fold(person.name).includes(wanted)) : [...people];
  const collator = new Intl.Collator(locale, { sensitivity: "base", numeric: true });
  const byName = (a: Brief, b: Brief) => collator.compare(a.name, b.name) || a.id - b.id;
  const orders: Record<Sort, (a: Brief, b: Brief) => number> = {
    name: byName,
    faces: (a, b) => b.faces - a.faces || byName(a, b),
    recent: (a, b) => compare(b.last_seen ?? "", a.last_seen ?? "") || byName(a, b),
    check: (a, b) => b.to_check - a.to_check || b.faces - a.faces || byName(a, b),
  };
  return found.sort(orders[sort]);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Where the names that begin with these letters are; -1 where none does. */
export const findLetter = (people: readonly Brief[], letters: string) =>
  people.findIndex((person) => fold(person.name).startsWith(fold(letters)));

/** Return the crowd with some people changed, or left out where `change` returns null. */
export const mapCrowd = (crowd: Crowd, change: (person: Brief) => Brief | null): Crowd => ({
  ...crowd,
  people: crowd.people.flatMap((person) => change(person) ?? []),
});

/** Somebody who is on screen. */
export const knownPerson = (id: number) =>
  queryClient.getQueryData<Crowd>(["people", "crowd", false])?.people.find((person) => person.id === id);
