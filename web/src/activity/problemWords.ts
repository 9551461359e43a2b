// What is wrong in words a person understands, and what to do: by the code of the server's reason.
import type { Failure } from "../api/types";
import { t } from "../locales/i18n";

const KINDS = {
  damaged: "damaged",
  image_error: "damaged",
  empty: "empty",
  not_an_image: "notAPhoto",
  too_many_bytes: "tooLarge",
  too_many_pixels: "tooLarge",
  took_too_long: "tooSlow",
  out_of_memory: "memory",
  unreadable: "disk",
  throttled: "bucket",
  broken_off: "bucket",
  too_slow: "bucket",
  unanswered: "bucket",
  storage_away: "bucket",
  not_allowed: "notAllowed",
  missing: "gone",
  file_gone: "gone",
  photo_missing: "gone",
  photo_changed: "changing",
  being_written: "changing",
  leads_outside: "elsewhere",
  full: "full",
  database_full: "full",
  read_only: "readOnly",
  pack_not_ready: "models",
  pack_unusable: "models",
  database_busy: "database",
  database_away: "database",
  deadly: "deadly",
  unforeseen: "mistake",
} as const;

/** `plain`: the words say it all; otherwise what the server says is worth reading. */
export function problemOf(code: string) {
  const known = KINDS[code as keyof typeof KINDS] as (typeof KINDS)[keyof typeof KINDS] | undefined;
  const kind = known ?? "other";
  const plain = kind !== "other" && kind !== "mistake";
  return { title: t(`activity:problems.kinds.${kind}.title`), todo: t(`activity:problems.kinds.${kind}.todo`), plain };
}

/** What failed: the server names photos by their file, and faces by the file they are in. */
export function subjectOf({ step, subject, photo_id }: Pick<Failure, "step" | "subject" | "photo_id">) {
  const [kind = "", id = ""] = subject.split(" ");
  if (step.startsWith("people.learn")) return t("activity:problems.decision", { id });
  const face = /^face \d+ in (.+)$/s.exec(subject);
  if (face) {
    return photo_id === null ? t("activity:problems.faceGone") : t("activity:problems.face", { file: face[1] });
  }
  return kind === "photo" && subject.endsWith(", which is gone") ? t("activity:problems.photoGone") : subject;
}
