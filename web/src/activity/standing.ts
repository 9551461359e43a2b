// Where the library stands, told in a way that is true of every step.
import type { Status, Step } from "../api/types";

type Steps = Pick<Status, "steps">;

/** Why a step stands still, and what to do about it; undefined while nothing is in the way. */
export const noteOf = ({ steps }: Steps) =>
  steps.find(({ note, waiting, running }) => note && waiting + running > 0)?.note ??
  steps.find(({ note }) => note)?.note ??
  undefined;

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
