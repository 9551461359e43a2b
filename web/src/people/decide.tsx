// The one door for what a person says: told to the server, shown at once, undone with one click.
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { refreshDecided } from "../api/queries";
import type { Decision, DecisionBody } from "../api/types";
import { t } from "../locales/i18n";
import { explain } from "../ui/explain";
import { showToast } from "../ui/toast";
import { rollBack, type Snapshot, showAlready } from "./optimistic";

type Options = { quiet?: boolean };

export function useDecide() {
  const { mutateAsync } = useMutation({
    mutationFn: ({ body }: { body: DecisionBody } & Options) => ask(api.POST("/api/decisions", { body })),
    onMutate: ({ body }): Snapshot => showAlready(body),
    onError: (_error, _sent, snapshot) => snapshot && rollBack(snapshot),
    onSuccess: ({ decision }, { quiet }) => {
      if (!quiet) offerUndo(decision);
      last = { seqs: [decision.seq] };
    },
    onSettled: refreshDecided,
  });
  /** Return what the server made of it, or undefined where it refused (which was already explained). */
  return (body: DecisionBody, options: Options = {}) => mutateAsync({ body, ...options }).catch(() => undefined);
}

/** What was said last on this page, for the key that takes it back. */
let last: Said = { seqs: [] };
type Said = { seqs: number[]; undone?: () => void };

/** Several decisions that are one thing to the one who takes it: shown at once, undone with one click. */
export function useDecideAll() {
  const decide = useDecide();
  return async (bodies: DecisionBody[], text: string, { undone }: { undone?: () => void } = {}) => {
    const seqs: number[] = [];
    for (const body of bodies) {
      const done = await decide(body, { quiet: true });
      if (!done) break; // it was explained; what was said before holds, and can be undone
      seqs.push(done.decision.seq);
    }
    const said = { seqs, undone };
    last = said;
    if (seqs.length > 0) showUndo(`decisions-${seqs[0]}`, text, t("undo"), () => takeAllBack(said));
    return seqs.length === bodies.length;
  };
}

async function takeAllBack({ seqs, undone }: Said) {
  last = { seqs: [] };
  try {
    for (const seq of [...seqs].reverse()) await takeBack(seq);
    undone?.();
  } finally {
    refreshDecided();
  }
}

/** Take back what was said last on this page; once. */
export async function undoLast() {
  const said = last;
  if (said.seqs.length === 0) return;
  notifications.clean();
  try {
    await takeAllBack(said);
    showToast({ id: "undone", color: "pine", withBorder: true, message: t("people:undone"), autoClose: 3000 });
  } catch (error) {
    explain(error);
  }
}

/** Take a decision back; who calls it refreshes what is on screen. */
export const takeBack = (seq: number) => ask(api.POST("/api/decisions/{seq}/undo", { params: { path: { seq } } }));

export async function undoDecision(seq: number) {
  const undone = await takeBack(seq);
  refreshDecided();
  return undone;
}

export function useUndo() {
  return useMutation({ mutationFn: undoDecision, onSuccess: ({ decision }) => offerUndo(decision, t("people:redo")) });
}

function offerUndo(decision: Decision, word = t("undo")) {
  showUndo(`decision-${decision.seq}`, decision.text, word, () => undoDecision(decision.seq));
}

function showUndo(id: string, text: string, word: string, undo: () => Promise<unknown>) {
  const run = () => {
    notifications.hide(id);
    return undo();
  };
  showToast({
    id,
    color: "pine",
    withBorder: true,
    autoClose: 7000,
    message: <UndoLine text={text} word={word} undo={run} />,
  });
}

function UndoLine({ text, word, undo }: { text: string; word: string; undo: () => Promise<unknown> }) {
  const { mutate, isPending } = useMutation({ mutationFn: undo });
  return (
    <span style={{ display: "flex", alignItems: "center", justifyContent: "space-between", gap: 12 }}>
      <span>{text}</span>
      <Button variant="subtle" size="compact-sm" loading={isPending} onClick={() => mutate()}>
        {word}
      </Button>
    </span>
  );
}
