// Names that may be wrong, and people who may be two. While the server still looks, it is asked again.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask, checkId } from "../api/client";

const AGAIN = 5000; // ms: while photos arrive there is always something to look for
type Told = { is_looking: boolean };
const whileLooking = ({ state }: { state: { data?: Told } }) => (state.data?.is_looking ? AGAIN : false);

export const doubtCountsQuery = () =>
  queryOptions({
    queryKey: ["people", "doubts", "counts"],
    queryFn: ({ signal }) => ask(api.GET("/api/people/doubts", { signal })),
    refetchInterval: whileLooking,
  });

export const mistakesQuery = () =>
  queryOptions({
    queryKey: ["people", "doubts", "mistakes"],
    queryFn: ({ signal }) => ask(api.GET("/api/people/mistakes", { params: { query: { limit: 20 } }, signal })),
    refetchInterval: whileLooking,
  });

export const mixedQuery = () =>
  queryOptions({
    queryKey: ["people", "doubts", "mixed"],
    queryFn: ({ signal }) => ask(api.GET("/api/people/mixed", { params: { query: { limit: 20 } }, signal })),
    refetchInterval: whileLooking,
  });

export const splitQuery = (personId: number) =>
  queryOptions({
    queryKey: ["people", "doubts", "split", personId],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/people/mixed/{person_id}", { params: { path: { person_id: checkId(personId) } }, signal })),
  });

export const useDoubtCounts = () => useQuery(doubtCountsQuery());
