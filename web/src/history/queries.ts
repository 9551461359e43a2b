import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { paging } from "../api/pages";
import type { Wanted } from "./filter";

export const historyQuery = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ["decisions", "list", wanted],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/decisions", {
          params: { query: { ...wanted, brief: true, cursor: pageParam, limit: 60 } },
          signal,
        }),
      ),
    ...paging,
  });

/** How much undoing all of it would take back. */
export const spanQuery = (wanted: Wanted) =>
  queryOptions({
    queryKey: ["decisions", "span", wanted],
    queryFn: ({ signal }) => ask(api.GET("/api/decisions/span", { params: { query: wanted }, signal })),
  });
