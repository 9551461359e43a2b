import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { queryClient } from "../api/queries";
import type { Left } from "../api/types";
import { personQuery } from "../people/queries";

/** "audit": only names that the machine gave, to check them. */
export type Purpose = "ask" | "audit";

/** How much is left. While questions are answered each reply says so, and to ask as well would only hold them up. */
export const leftQuery = () =>
  queryOptions({
    queryKey: ["review", "left"],
    queryFn: ({ signal }) => ask(api.GET("/api/review/left", { signal })),
    // A large library is thought through beside the questions; then there is a number.
    refetchInterval: ({ state }) => (state.data?.is_counting ? 10_000 : false),
    enabled: () => window.location.pathname !== "/review",
  });

export const useReviewLeft = () => useQuery(leftQuery());

export const tellLeft = (left: Left) => queryClient.setQueryData(leftQuery().queryKey, left);

/** The face that stands for somebody. It may be a little old: it is not asked for anew after each answer. */
const coverQuery = (personId: number) =>
  queryOptions({ ...personQuery(personId), queryKey: ["cover", personId], staleTime: 300_000 });

export const useCover = (personId: number) => useQuery(coverQuery(personId)).data?.cover_url ?? null;

export const fetchCover = (personId: number) =>
  queryClient.fetchQuery(coverQuery(personId)).then(
    (person) => person.cover_url,
    () => null,
  );
