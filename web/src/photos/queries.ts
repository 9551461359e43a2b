import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask, checkId } from "../api/client";
import { paging } from "../api/pages";

export const timelineQuery = (personId?: number) =>
  queryOptions({
    queryKey: ["photos", "timeline", { personId }],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/photos/timeline", { params: { query: { person_id: personId } }, signal })),
  });

/** The photos of one month, newest first: what the timeline shows and the viewer walks through. */
export const monthQuery = (month: string, personId?: number) =>
  infiniteQueryOptions({
    queryKey: ["photos", "month", month, { personId }],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/photos", {
          params: { query: { month, person_id: personId, cursor: pageParam, limit: 500 } },
          signal,
        }),
      ),
    ...paging,
  });

export const photoQuery = (photoId: number) =>
  queryOptions({
    queryKey: ["photos", "one", photoId],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/photos/{photo_id}", { params: { path: { photo_id: checkId(photoId) } }, signal })),
  });

export const usePhoto = (photoId: number) => useQuery(photoQuery(photoId));
export const useTimeline = (personId?: number) => useQuery(timelineQuery(personId));
