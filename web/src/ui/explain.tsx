// The one error handler: what went wrong in words, and what to do about it.
import { ApiError } from "../api/client";
import { showToast } from "./toast";

const WHAT_TO_DO: Record<string, string> = {
  unreachable: "Check that `kenfolk serve` is running; this page picks up where you were.",
  edited_meanwhile: "Somebody else said something about these faces first. What you see now is up to date.",
  internal: "Try again; if it stays, the log of the server has the details.",
};

export function wordsFor(error: unknown): { message: string; hint: string } {
  if (!(error instanceof ApiError)) return { message: "Something unforeseen happened here.", hint: String(error) };
  return { message: error.message, hint: WHAT_TO_DO[error.code] ?? "Nothing was changed." };
}

export function explain(error: unknown) {
  const { message, hint } = wordsFor(error);
  showToast({ id: message, color: "red", title: message, message: hint, autoClose: 8000, role: "alert" });
}
