// Where the library stands, in one sentence.
import type { Status } from "../api/types";
import { t } from "../locales/i18n";
import { formatDuration } from "../ui/words";
import { failedOf, isWorking, noteOf } from "./standing";

export function headline(status: Status) {
  const { photos, faces, steps } = status;
  if (noteOf(status)) return t("activity:headline.waiting");
  if (status.paused) return t("activity:headline.paused");
  if (isWorking(status)) {
    const seconds = Math.max(0, ...steps.map(({ seconds_left }) => seconds_left ?? 0));
    return seconds >= 60
      ? t("activity:headline.workingFor", { time: formatDuration(seconds) })
      : t("activity:headline.working");
  }
  if (photos.total === 0) return t("activity:headline.empty");
  const held = { photos: t("photos", { count: photos.total }), faces: t("faces", { count: faces }) };
  const failed = failedOf(status);
  return failed > 0 ? t("activity:headline.problems", { count: failed, ...held }) : t("activity:headline.done", held);
}
