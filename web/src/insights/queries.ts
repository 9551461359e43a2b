import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { queryClient, refresh } from "../api/queries";

export const insightsQuery = () =>
  queryOptions({
    queryKey: ["insights"],
    queryFn: ({ signal }) => ask(api.GET("/api/insights", { signal })),
    refetchInterval: ({ state }) => (state.data && !state.data.is_current ? 10_000 : false),
  });

/** How far the machine's names may be trusted. It moves slowly, so a page full of them asks once in a while. */
const trustQuery = () =>
  queryOptions({
    queryKey: ["trust"],
    queryFn: ({ signal }) => ask(api.GET("/api/insights/automatic", { signal })),
    staleTime: 5 * 60_000,
  });

export const useInsights = () => useQuery(insightsQuery());
export const useTrust = () => useQuery(trustQuery());

export async function restoreVersion(version: number) {
  const restored = await ask(api.POST("/api/insights/calibrator/{version}/restore", { params: { path: { version } } }));
  queryClient.invalidateQueries({ queryKey: ["trust"] });
  refresh(["people"]);
  return restored;
}
