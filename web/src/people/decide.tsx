// The one door for what a person says: told to the server, shown at once, undone with one click.
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import { refreshDecided } from "../api/queries";
import type { Decision, DecisionBody } from "../api/types";
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
    },
    onSettled: refreshDecided,
  });
  /** Return what the server made of it, or undefined where it refused (which was already explained). */
  return (body: DecisionBody, options: Options = {}) => mutateAsync({ body, ...options }).catch(() => undefined);
}

/** Take a decision back; who calls it refreshes what is on screen. */
export const takeBack = (seq: number) => ask(api.POST("/api/decisions/{seq}/undo", { params: { path: { seq } } }));

export async function undoDecision(seq: number) {
  const undone = await takeBack(seq);
  refreshDecided();
  return undone;
}

export function useUndo() {
  return useMutation({ mutationFn: undoDecision, onSuccess: ({ decision }) => offerUndo(decision, "Redo") });
}

function offerUndo(decision: Decision, word = "Undo") {
  const id = `decision-${decision.seq}`;
  showToast({
    id,
    color: "pine",
    withBorder: true,
    autoClose: 7000,
    message: (
      <UndoLine
        text={decision.text}
        word={word}
        undo={() => {
          notifications.hide(id);
          return undoDecision(decision.seq);
        }}
      />
    ),
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
