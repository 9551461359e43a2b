// What is said of a name that may be wrong. The card leaves at once, and comes back where the server refuses.
import { useState } from "react";
import type { DecisionBody, Mistake } from "../api/types";
import { t } from "../locales/i18n";
import { useDecideAll, useUndoLast } from "./decide";

export type Verdict = "right" | "other" | "neither";

export function useMistakeAnswers() {
  const decideAll = useDecideAll();
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const bring = (faceId: number) => setGone((before) => new Set([...before].filter((id) => id !== faceId)));
  const answer = async (mistake: Mistake, verdict: Verdict) => {
    const { face, person, other } = mistake;
    setGone((before) => new Set([...before, face.id]));
    const words = {
      right: t("people:mistakes.saidRight", { name: person.name }),
      other: t("people:mistakes.saidRight", { name: other.name }),
      neither: t("people:mistakes.saidNeither", { person: person.name, other: other.name }),
    }[verdict];
    const undone = () => bring(face.id);
    if (!(await decideAll(bodiesFor(mistake, verdict), words, { undone, whole: true }))) undone();
  };
  return { gone, answer, undo: useUndoLast() };
}

/** What is kept in the ledger: a face that was looked at beside two people is not doubted again. */
export function bodiesFor({ face, person, other }: Mistake, verdict: Verdict): DecisionBody[] {
  const face_ids = [face.id];
  if (verdict === "neither") {
    return [person.id, other.id].map((person_id) => ({ kind: "reject", face_ids, person_id }));
  }
  return [{ kind: "confirm", face_ids, person_id: verdict === "right" ? person.id : other.id, checked: true }];
}
