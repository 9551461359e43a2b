import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask, checkId } from "../api/client";

const about = (personId: number) => ({ path: { person_id: checkId(personId) } });

/** Whose word the names are, the first and the last photo, and who is often with them. */
export const useProfile = (personId: number) =>
  useQuery({
    queryKey: ["people", "profile", personId],
    queryFn: ({ signal }) => ask(api.GET("/api/people/{person_id}/profile", { params: about(personId), signal })),
  });

/** What became of somebody. */
export const fateQuery = (personId: number) =>
  queryOptions({
    queryKey: ["people", "fate", personId],
    queryFn: ({ signal }) => ask(api.GET("/api/people/{person_id}/fate", { params: about(personId), signal })),
  });

/** The best faces of each age or year. */
export const useAges = (personId: number) =>
  useQuery({
    queryKey: ["people", "ages", personId],
    queryFn: ({ signal }) => ask(api.GET("/api/people/{person_id}/ages", { params: about(personId), signal })),
  });
