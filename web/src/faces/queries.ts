import { infiniteQueryOptions, queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { itemsOf, paging } from "../api/pages";

export type FaceFilter = { person_id?: number; group_id?: number; suggested_person_id?: number };

export const facesQuery = (filter: FaceFilter) =>
  infiniteQueryOptions({
    queryKey: ["faces", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      ask(api.GET("/api/faces", { params: { query: { ...filter, cursor: pageParam, limit: 200 } }, signal })),
    ...paging,
  });

export const candidatesQuery = (faceId: number) =>
  queryOptions({
    queryKey: ["faces", "candidates", faceId],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/faces/{face_id}/candidates", { params: { path: { face_id: faceId } }, signal })),
  });

export function useFaces(filter: FaceFilter) {
  const query = useInfiniteQuery(facesQuery(filter));
  return { ...query, faces: itemsOf(query.data) };
}
