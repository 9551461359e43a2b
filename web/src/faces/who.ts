// What a face is called, and why.
import type { Face } from "../api/types";
import { t } from "../locales/i18n";
import { percent } from "../ui/words";

export function whoIs(face: Face) {
  if (face.tag) return face.tag.name;
  if (face.mark === "stranger") return t("faces:stranger");
  if (face.mark === "unsure") return t("faces:box.unsure");
  return face.suggestion ? t("faces:box.maybe", { name: face.suggestion.name }) : t("faces:box.who");
}

/** Why it is called so; what the machine says has its own mark. */
export function sayWhy(face: Face) {
  if (face.tag?.source === "machine") return "";
  if (face.tag?.source === "import") return t("faces:box.fromFile");
  const share = face.suggestion && !face.tag && !face.mark && percent(face.suggestion.probability);
  if (share) return t("faces:box.sure", { share });
  return face.origin === "human" ? t("faces:box.byHand") : "";
}
