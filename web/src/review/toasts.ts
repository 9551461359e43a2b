// What is said at the foot of the window while questions are answered.
import { t } from "../locales/i18n";
import { showToast } from "../ui/toast";
import type { Given } from "./run";
import { keptOf, namedBy, nameOf } from "./tally";

/** What was undone, in words: "Undone: 12 faces are Anna". */
export function tellUndone(given: Given) {
  showToast({ id: "undone", autoClose: 4000, color: "pine", withBorder: true, message: wordsForUndone(given) });
}

export function wordsForUndone(given: Given) {
  const name = nameOf(given);
  const count = namedBy(given);
  if (count > 0 && name) return t("review:undone.named", { count, name });
  if (count > 0) return t("review:undone.faces", { count });
  if (given.answer.verdict === "stranger") {
    return t("review:undone.strangers", { count: keptOf(given.question, given.answer) });
  }
  if (given.answer.verdict === "skip") return t("review:undone.skipped");
  return t("review:undone.denied", { name: given.question.person?.name ?? "" });
}

/** What was said, for those who hear the page. */
export function wordsForAnswer(given: Given) {
  const name = nameOf(given);
  const count = namedBy(given);
  if (count > 0 && name) return t("review:said.named", { count, name });
  if (given.answer.verdict === "stranger") {
    return t("review:said.strangers", { count: keptOf(given.question, given.answer) });
  }
  return given.answer.verdict === "skip" ? t("review:said.skipped") : t("review:said.answered");
}

/** An answer was refused for a reason that the message before told; the question is on screen again. */
export function tellBack() {
  document
    .querySelector("[data-question]")
    ?.animate([{ transform: "translateX(-6px)" }, { transform: "translateX(6px)" }, { transform: "none" }], {
      duration: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 240,
    });
}
