import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { paging } from "../api/pages";

/** Kept fresh by the event stream; asked for only once. */
export const statusQuery = () =>
  queryOptions({
    queryKey: ["status"],
    queryFn: ({ signal }) => ask(api.GET("/api/status", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const sourcesQuery = () =>
  queryOptions({ queryKey: ["sources"], queryFn: ({ signal }) => ask(api.GET("/api/sources", { signal })) });

export const failuresQuery = () =>
  infiniteQueryOptions({
    queryKey: ["failures"],
    queryFn: ({ pageParam, signal }) =>
      ask(api.GET("/api/failures", { params: { query: { cursor: pageParam, limit: 100 } }, signal })),
    ...paging,
  });

export const foldersQuery = (path?: string) =>
  queryOptions({
    queryKey: ["folders", path],
    queryFn: ({ signal }) => ask(api.GET("/api/folders", { params: { query: { path } }, signal })),
    staleTime: 5000,
  });

export const aboutQuery = () =>
  queryOptions({ queryKey: ["about"], queryFn: ({ signal }) => ask(api.GET("/api/about", { signal })) });

export const useStatus = () => useQuery(statusQuery());
export const useSources = () => useQuery(sourcesQuery());
