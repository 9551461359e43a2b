// The run of questions: answer one, the next comes; undo takes the last answer back.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiError } from "../api/client";
import { refreshDecided } from "../api/queries";
import type { Answer, Question } from "../api/types";
import { takeBack } from "../people/decide";
import { fetchQuestion, leftQuery, sendAnswer } from "./queries";

// Not under the topic "review": the question on screen stays until it is answered.
const KEY = ["question"];

export function useReview() {
  const client = useQueryClient();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: KEY,
    queryFn: fetchQuestion,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const answers = useRef<number[][]>([]);
  const [answered, setAnswered] = useState(0);
  const next = async () => {
    const question = await fetchQuestion();
    await preload(question);
    client.setQueryData(KEY, question);
  };
  const answer = useMutation({
    mutationFn: ({ id, ...body }: Answer & { id: number }) => sendAnswer(id, body),
    onSuccess: async ({ decision_seqs, left }) => {
      answers.current.push(decision_seqs);
      setAnswered(answers.current.length);
      client.setQueryData(leftQuery().queryKey, left);
      await next();
      refreshDecided();
    },
    // A question that is no more (answered elsewhere, its faces gone) gives way to the next one.
    onError: (refused) => refused instanceof ApiError && [404, 409].includes(refused.status) && next(),
  });
  const undo = useMutation({
    mutationFn: async () => {
      for (const seq of [...(answers.current.pop() ?? [])].reverse()) await takeBack(seq);
      setAnswered(answers.current.length);
      // Before the rest is read again: the question on screen may be about somebody who was undone with it.
      await next();
    },
    onSettled: refreshDecided,
  });
  return {
    question: data,
    error,
    retry: refetch,
    answered,
    busy: answer.isPending || undo.isPending || isFetching,
    answer: (id: number, body: Answer) => answer.mutate({ id, ...body }),
    undo: () => answers.current.length > 0 && !undo.isPending && undo.mutate(),
  };
}

/** The faces of a question are there when it is shown. */
async function preload(question: Question | null) {
  const pictures = (question?.faces ?? []).map((face) => {
    const picture = new Image();
    picture.src = face.chip_url;
    return picture.decode().catch(() => undefined);
  });
  await Promise.race([Promise.all(pictures), new Promise((go) => setTimeout(go, 400))]);
}
