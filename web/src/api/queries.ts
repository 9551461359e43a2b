// Server state lives in TanStack Query only. The first word of a key is the topic that makes it stale.
import { MutationCache, QueryClient } from "@tanstack/react-query";
import { explain } from "../ui/explain";
import { ApiError } from "./client";

export type Topic =
  | "photos"
  | "faces"
  | "people"
  | "review"
  | "sources"
  | "failures"
  | "decisions"
  | "insights"
  | "feed";

/** Words that the server's topics make stale on this side: names show on photos, groups are made of faces. */
const TOUCHES: Record<string, Topic[]> = {
  photos: ["photos"],
  faces: ["faces", "people", "photos"],
  people: ["people", "faces", "photos", "decisions", "review", "insights", "feed"],
  review: ["review"],
  sources: ["sources", "feed"],
  failures: ["failures"],
};

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: shouldRetry, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
  mutationCache: new MutationCache({
    onError: (error, _sent, before) => explain(error, { rolledBack: before !== undefined }),
  }),
});

function shouldRetry(failures: number, error: Error) {
  // Only a server that is away or starting may answer the same question differently a moment later.
  const away = !(error instanceof ApiError) || [0, 408, 429, 502, 503, 504].includes(error.status);
  return away && failures < 2;
}

/** Mark everything that the server's topics touch as stale; what is on screen is read again. */
export function refresh(topics: string[]) {
  for (const topic of new Set(topics.flatMap((t) => TOUCHES[t] ?? [t]))) {
    queryClient.invalidateQueries({ queryKey: [topic] });
  }
}

/** After a decision nearly everything may have moved. */
export const refreshDecided = () => refresh(["people", "decisions"]);
