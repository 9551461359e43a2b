// The one error handler: what went wrong in words, and what to do about it.
import i18next from "i18next";
import { ApiError } from "../api/client";
import { t } from "../locales/i18n";
import { showToast } from "./toast";

/** What to say of an error: in this language where its code is known, else the English words of the server. */
export function wordsFor(error: unknown): { message: string; hint: string } {
  if (!(error instanceof ApiError)) return { message: t("errors:unforeseen"), hint: String(error) };
  return {
    message: textOf(error, "message") ?? error.message,
    hint: textOf(error, "hint") ?? t("errors:unchanged"),
  };
}

function textOf({ code, detail }: ApiError, part: "message" | "hint") {
  const key = `errors:codes.${code}.${part}`;
  // Keys made at run time cannot be checked by the compiler.
  return i18next.exists(key) ? String(t(key as never, detail as never)) : null;
}

export function explain(error: unknown) {
  const { message, hint } = wordsFor(error);
  showToast({ id: message, color: "red", title: message, message: hint, autoClose: 8000, role: "alert" });
}
