// What a search finds, for the timeline and for the viewer that walks through it.
import { api, ask } from "../api/client";
import type { TimelineSource } from "../photos/source";

export const searchSource = (q: string): TimelineSource => ({
  key: `search ${q}`,
  months: async (signal) => (await ask(api.GET("/api/search/timeline", { params: { query: { q } }, signal }))).months,
  bucket: (month, cursor, signal) =>
    ask(api.GET("/api/search/timeline/{month}", { params: { path: { month }, query: { q, cursor } }, signal })),
  search: { q },
});
