import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Answer } from "../api/types";

export const leftQuery = () =>
  queryOptions({
    queryKey: ["review", "left"],
    queryFn: ({ signal }) => ask(api.GET("/api/review/left", { signal })),
  });

export const useReviewLeft = () => useQuery(leftQuery());

/** The next question, or null where nothing is left to ask. */
export async function fetchQuestion() {
  return (await ask(api.POST("/api/review/next", {}))) ?? null;
}

export const sendAnswer = (questionId: number, answer: Answer) =>
  ask(api.POST("/api/review/{question_id}/answer", { params: { path: { question_id: questionId } }, body: answer }));
