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

/** What is wrong: the failures by step and by kind of reason. */
export const problemsQuery = () =>
  queryOptions({
    queryKey: ["failures", "problems"],
    queryFn: ({ signal }) => ask(api.GET("/api/failures/problems", { signal })),
  });

export const FIRST_FILES = 4;

/** The files of one problem: a few at first, then many at once. */
export const failuresQuery = (step: string, code: string) =>
  infiniteQueryOptions({
    queryKey: ["failures", step, code],
    queryFn: ({ pageParam: cursor, signal }) => {
      const query = { step, code, cursor, limit: cursor ? 50 : FIRST_FILES };
      return ask(api.GET("/api/failures", { params: { query }, signal }));
    },
    ...paging,
  });

/** What happened lately. Faces that are found while one looks are no news of their own, so it asks now and then. */
export const feedQuery = () =>
  queryOptions({
    queryKey: ["feed"],
    queryFn: ({ signal }) => ask(api.GET("/api/activity", { signal })),
    refetchInterval: 30_000,
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
