// What a key means while a question is asked. Capital letters always begin a name, since names begin with them.
import type { Question } from "../api/types";

export type Deed =
  | { do: "yes" | "no" | "stranger" | "skip" | "undo" | "help" | "out" | "photo" }
  | { do: "pick"; at: number }
  | { do: "type"; letter: string };

const SMALL: Record<string, Deed> = {
  u: { do: "undo" },
  k: { do: "skip" },
  s: { do: "stranger" },
  x: { do: "out" },
  p: { do: "photo" },
  y: { do: "yes" },
  n: { do: "no" },
};

export function deedOf(key: string, kind: Question["kind"], candidates: number): Deed | null {
  if (key === "ArrowRight") return { do: "skip" };
  if (key === "?") return { do: "help" };
  if (key === "Enter") return kind === "identify" ? null : { do: "yes" };
  if (/^[1-5]$/.test(key)) return Number(key) <= candidates ? { do: "pick", at: Number(key) - 1 } : null;
  const small = SMALL[key];
  const yesNo = small?.do === "yes" || small?.do === "no";
  if (small && !(yesNo && kind === "identify")) return small;
  return /^\p{L}$/u.test(key) ? { do: "type", letter: key } : null;
}

/** What the keys do, for the page of help: the words are in the locales. */
export const KEYS = [
  [["enter"], "yes"],
  [["Y", "N"], "yesNo"],
  [["1", "5"], "pick"],
  [["A", "Z"], "type"],
  [["↑", "↓", "←", "→"], "move"],
  [["space", "X"], "out"],
  [["P"], "photo"],
  [["S"], "stranger"],
  [["K", "→"], "skip"],
  [["U"], "undo"],
  [["?"], "help"],
] as const satisfies [string[], string][];
