// Where the library stands, told in a way that is true of every step.
import type { Status, Step } from "../api/types";
import { wordsOfCode } from "../ui/explain";

type Steps = Pick<Status, "steps">;

/** Why a step stands still, and what to do about it; undefined while nothing is in the way. */
export function noteOf({ steps, pack }: Steps & { pack?: string }) {
  const held = steps.filter(({ note }) => note);
  const step = held.find(({ waiting, running }) => waiting + running > 0) ?? held[0];
  return step && noteOfStep(step, pack);
}

/** In the reader's language where its code has words, else as the server says it. */
export const noteOfStep = ({ note, note_code }: Pick<Step, "note" | "note_code">, pack = "") =>
  (note && note_code && wordsOfCode(note_code, { name: pack })) || (note ?? undefined);

export const isWorking = ({ steps }: Steps) => steps.some(({ waiting, running }) => waiting + running > 0);

/** Are photos still being read, or faces found in them? */
export const isLooking = ({ steps }: Steps) =>
  isWorking({ steps: steps.filter(({ name }) => !name.startsWith("people.")) });

/** Was every photo looked at, so that what is not there will not come by waiting? */
export const isSettled = (status: Status) => status.photos.total > 0 && !isWorking(status) && !noteOf(status);

export const failedOf = ({ steps }: Steps) => steps.reduce((sum, step) => sum + step.failed, 0);

/** How much of a finished step is in the library now; what was removed with its folder no longer counts. */
export function doneOf(step: Step, unit: string, { photos, faces }: Pick<Status, "photos" | "faces">) {
  if (step.waiting + step.running > 0) return step.done;
  if (unit === "photo") return Math.min(step.done, photos.total);
  return unit === "face" ? Math.min(step.done, faces) : step.done;
}
