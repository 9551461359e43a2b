import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, ask, checkId } from "../api/client";
import { itemsOf, paging } from "../api/pages";

export const groupsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["people", "groups"],
    queryFn: ({ pageParam, signal }) =>
      ask(api.GET("/api/groups", { params: { query: { cursor: pageParam, limit: 120 } }, signal })),
    ...paging,
  });

export const personQuery = (personId: number) =>
  queryOptions({
    queryKey: ["people", "one", personId],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/people/{person_id}", { params: { path: { person_id: checkId(personId) } }, signal })),
  });

export const groupQuery = (groupId: number) =>
  queryOptions({
    queryKey: ["people", "group", groupId],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/groups/{group_id}", { params: { path: { group_id: checkId(groupId) } }, signal })),
  });

/** People whose name has these letters, for a name field. */
export const namesQuery = (q: string) =>
  queryOptions({
    queryKey: ["people", "names", q],
    queryFn: ({ signal }) => ask(api.GET("/api/people", { params: { query: { q, limit: 7 } }, signal })),
    placeholderData: (before) => before,
  });

export const usePerson = (personId: number) => useQuery(personQuery(personId));

export function useGroups() {
  const query = useInfiniteQuery(groupsQuery());
  return { ...query, groups: itemsOf(query.data) };
}
