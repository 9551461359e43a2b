// The one error handler: what went wrong in words, and what to do about it.
import i18next from "i18next";
import { ApiError } from "../api/client";
import { t } from "../locales/i18n";
import { showToast } from "./toast";

/** What to say of an error: in this language where its code is known, else the English words of the server. */
export function wordsFor(error: unknown): { message: string; hint: string } {
  // The server was renewed, or is away, while a page was to be fetched.
  if (/dynamically imported module|importing a module|preload CSS/i.test(String(error))) {
    return { message: t("errors:part"), hint: t("errors:partAgain") };
  }
  if (!(error instanceof ApiError)) return { message: t("errors:unforeseen"), hint: t("errors:reload") };
  return {
    message: textOf(error, "message") ?? error.message,
    hint: textOf(error, "hint") ?? t("errors:unchanged"),
  };
}

/** What a code means and what to do about it, where its words are known. */
export function wordsOfCode(code: string, detail: Record<string, unknown> = {}) {
  const message = textOf({ code, detail }, "message");
  return message && [message, textOf({ code, detail }, "hint")].filter(Boolean).join(" ");
}

function textOf({ code, detail }: Pick<ApiError, "code" | "detail">, part: "message" | "hint") {
  const key = `errors:codes.${code}.${part}`;
  // Keys made at run time cannot be checked by the compiler.
  return i18next.exists(key) ? String(t(key as never, detail as never)) : null;
}

/** Tell it at the foot of the window; where something was shown too early and taken back, that as well. */
export function explain(error: unknown, { rolledBack = false } = {}) {
  const { message, hint } = wordsFor(error);
  const back = t("errors:undone");
  const words = !rolledBack ? hint : hint === t("errors:unchanged") ? back : `${hint} ${back}`;
  showToast({ id: message, color: "red", title: message, message: words, autoClose: 8000, role: "alert" });
}
