// What a term says, in the reader's language.
import type { TFunction } from "i18next";
import { formatDate } from "../ui/words";
import type { Term } from "./queries";

export function wordsOf(term: Term, t: TFunction<"search">): string {
  switch (term.kind) {
    case "faces":
      return facesWords(term.low, term.high, t);
    case "taken":
      return takenWords(term.first, term.last, t);
    case "folder":
      return t("term.folder", { name: term.name });
    case "source":
      return t("term.source", { name: term.name });
    case "unnamed":
      return t("term.unnamed");
    default:
      return term.name ?? term.text;
  }
}

function facesWords(low: number | null, high: number | null, t: TFunction<"search">) {
  if (low === high) return low === 0 ? t("term.noFaces") : t("term.faces", { count: low ?? 0 });
  if (high === null) return t("term.facesFrom", { count: low ?? 0 });
  if (low === null) return t("term.facesTo", { count: high });
  return t("term.facesBetween", { low, high });
}

function takenWords(first: string | null, last: string | null, t: TFunction<"search">) {
  if (first === last) return formatPoint(first ?? "");
  if (last === null) return t("term.since", { when: formatPoint(first ?? "") });
  if (first === null) return t("term.until", { when: formatPoint(last) });
  return t("term.between", { first: formatPoint(first), last: formatPoint(last) });
}

/** A year, a month or a day. */
export function formatPoint(point: string) {
  const [year, month, day] = point.split("-").map(Number);
  if (!year) return point;
  const at = new Date(year, (month ?? 1) - 1, day ?? 1);
  if (day) return formatDate(at, { day: "numeric", month: "short", year: "numeric" });
  return formatDate(at, month ? { month: "long", year: "numeric" } : { year: "numeric" });
}
