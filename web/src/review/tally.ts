// What answers achieved, and how fast they came. Pure.
import type { Answer, Question } from "../api/types";
import type { Given } from "./run";

const PAUSE = 30_000; // ms: whoever needs longer for an answer was away

export type Tally = { answers: number; faces: number; people: number; strangers: number };

/** How many faces an answer gives a name to. */
export function namedBy({ question, answer }: Given): number {
  const names = answer.verdict === "person" || answer.verdict === "new" || answer.verdict === "yes";
  return names ? keptOf(question, answer) : 0;
}

export const keptOf = (question: Question, answer: Pick<Answer, "wrong">) =>
  question.faces.length - new Set(answer.wrong ?? []).size;

/** Whom an answer names. */
export function nameOf({ question, answer }: Given): string | null {
  if (answer.verdict === "yes") return question.person?.name ?? null;
  if (answer.verdict === "new") return answer.name?.trim() ?? null;
  if (answer.verdict !== "person") return null;
  return question.candidates.find((one) => one.person_id === answer.person_id)?.name ?? answer.name ?? null;
}

export function sumUp(answers: readonly Given[]): Tally {
  const who = answers.filter((given) => namedBy(given) > 0).map((given) => whoIs(given));
  return {
    answers: answers.length,
    faces: answers.reduce((sum, given) => sum + namedBy(given), 0),
    people: new Set(who).size,
    strangers: answers
      .filter(({ answer }) => answer.verdict === "stranger")
      .reduce((sum, { question, answer }) => sum + keptOf(question, answer), 0),
  };
}

const whoIs = (given: Given) => (nameOf(given) ?? `person ${given.answer.person_id}`).toLowerCase();

/** Time spent answering, without pauses, in ms: from the start to each answer. */
export function timeSpent(start: number, answered: readonly number[]): number {
  return answered.reduce((sum, at, i) => sum + Math.min(PAUSE, at - (answered[i - 1] ?? start)), 0);
}

/** Answers and faces a minute, once there is enough to tell. */
export function paceOf({ answers, faces }: Pick<Tally, "answers" | "faces">, ms: number) {
  if (answers < 3 || ms < 4000) return null;
  return { answers: (answers * 60_000) / ms, faces: (faces * 60_000) / ms };
}
