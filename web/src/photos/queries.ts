import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask, checkId } from "../api/client";

export const photoQuery = (photoId: number) =>
  queryOptions({
    queryKey: ["photos", "one", photoId],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/photos/{photo_id}", { params: { path: { photo_id: checkId(photoId) } }, signal })),
  });

/** What the camera noted in the file; it changes only with the file. */
export const shotQuery = (photoId: number, sha256: string | null) =>
  queryOptions({
    queryKey: ["shots", photoId, sha256],
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/photos/{photo_id}/shot", { params: { path: { photo_id: photoId } }, signal })),
  });

export const usePhoto = (photoId: number) => useQuery(photoQuery(photoId));
