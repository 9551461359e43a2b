import { infiniteQueryOptions, queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { itemsOf, paging } from "../api/pages";

export type FaceFilter = {
  person_id?: number;
  group_id?: number;
  suggested_person_id?: number;
  /** Of a person's faces: another order, only those named by, only of these days. */
  sort?: "newest" | "oldest" | "best" | "least_alike";
  source?: "machine" | "human";
  since?: string;
  until?: string;
};

export const facesQuery = (filter: FaceFilter, limit = 200) =>
  infiniteQueryOptions({
    queryKey: ["faces", "list", filter],
    queryFn: ({ pageParam, signal }) => ask(askFor(filter, { cursor: pageParam, limit }, signal)),
    ...paging,
  });

type Part = { cursor: string | undefined; limit: number };

function askFor({ sort, ...filter }: FaceFilter, part: Part, signal: AbortSignal) {
  const { person_id, source, since, until } = filter;
  if (sort !== "least_alike" || !person_id) {
    const query = { ...filter, ...part, ...(sort !== "least_alike" && sort && { sort }) };
    return api.GET("/api/faces", { params: { query }, signal });
  }
  const params = { path: { person_id }, query: { source, since, until, ...part } };
  return api.GET("/api/people/{person_id}/faces/least-alike", { params, signal });
}

export const candidatesQuery = (faceId: number) =>
  queryOptions({
    queryKey: ["faces", "candidates", faceId],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/faces/{face_id}/candidates", { params: { path: { face_id: faceId } }, signal })),
  });

export function useFaces(filter: FaceFilter, limit?: number) {
  const query = useInfiniteQuery(facesQuery(filter, limit));
  return { ...query, faces: itemsOf(query.data) };
}
