// The one door for what a person says: told to the server, shown at once, undone with one click.
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, ask } from "../api/client";
import { refreshDecided } from "../api/queries";
import type { Decision, DecisionBody } from "../api/types";
import { t, withWords } from "../locales/i18n";
import { explain } from "../ui/explain";
import { showToast } from "../ui/toast";
import { rollBack, type Snapshot, showAlready } from "./optimistic";

/** The sentence about it comes while the server is told. */
const loadTell = withWords(["history"], () => import("../history/tell"));

type Options = { quiet?: boolean };

export function useDecide() {
  const { mutateAsync } = useMutation({
    mutationFn: ({ body }: { body: DecisionBody } & Options) => ask(api.POST("/api/decisions", { body })),
    onMutate: ({ body, quiet }): Snapshot => {
      if (!quiet) loadTell().catch(() => {});
      return showAlready(body);
    },
    onError: (_error, _sent, snapshot) => snapshot && rollBack(snapshot),
    onSuccess: ({ decision }, { quiet }) => {
      if (!quiet) offerUndo(decision);
    },
    onSettled: refreshDecided,
  });
  /** Return what the server made of it, or undefined where it refused (which was already explained). */
  return (body: DecisionBody, options: Options = {}) => {
    const told = mutateAsync({ body, ...options }).catch(() => undefined);
    if (!options.quiet) remember(told.then((done) => ({ seqs: done ? [done.decision.seq] : [] })));
    return told;
  };
}

type Said = { seqs: number[]; undone?: () => void };
type Last = { said: Promise<Said>; at: number; page: string };

/** What was said last, where and when, for the key that takes it back. */
let last: Last | undefined;

function remember(said: Promise<Said>) {
  last = { said, at: Date.now(), page: window.location.pathname };
}

/** What was taken back in another way is not taken back by the key. */
function forget(seq: number) {
  const before = last;
  before?.said.then(({ seqs }) => {
    if (last === before && seqs.includes(seq)) last = undefined;
  });
}

const saidHere = () => (last?.page === window.location.pathname ? last : undefined);

const MOMENT = 10_000; // milliseconds

/** Was something said here a moment ago? Then `u` takes it back also where letters mean something else. */
export const hasJustSaid = () => Date.now() - (saidHere()?.at ?? 0) < MOMENT;

/** Several decisions that are one thing to the one who takes it: shown at once, undone with one click. */
export function useDecideAll() {
  const decide = useDecide();
  return async (bodies: DecisionBody[], text: string, { undone, whole = false }: AllOptions = {}) => {
    const saying = sayAll(decide, bodies, whole);
    remember(saying.then((seqs) => ({ seqs, undone })));
    const seqs = await saying;
    if (seqs.length > 0) showUndo(`decisions-${seqs[0]}`, text, t("undo"), () => takeAllBack({ seqs, undone }));
    return seqs.length === bodies.length;
  };
}

/** With `whole`, half of it is worth nothing: where one is refused, those before are taken back. */
type AllOptions = { undone?: () => void; whole?: boolean };

/** Return the numbers of what was said; a refusal ends it, and was explained. */
async function sayAll(decide: ReturnType<typeof useDecide>, bodies: DecisionBody[], whole: boolean) {
  const seqs: number[] = [];
  for (const body of bodies) {
    const done = await decide(body, { quiet: true });
    if (done) seqs.push(done.decision.seq);
    else if (whole)
      return takeAllBack({ seqs }).then(
        () => [],
        () => seqs,
      );
    else break;
  }
  return seqs;
}

async function takeAllBack({ seqs, undone }: Said) {
  try {
    for (const seq of [...seqs].reverse()) await takeBack(seq);
    undone?.();
  } finally {
    refreshDecided();
  }
}

/** Gives a page the key that takes back what was said last on it, once; what was said is forgotten with the page. */
export function useUndoLast() {
  useEffect(
    () => () => {
      last = undefined;
    },
    [],
  );
  return undoLast;
}

export async function undoLast() {
  const mine = saidHere();
  last = undefined; // at once: a second press is about what was said before, and what is said meanwhile is kept
  const said = await mine?.said; // which may still be on its way
  if (!said || said.seqs.length === 0) return;
  notifications.clean();
  try {
    await takeAllBack(said);
    showToast({ id: "undone", color: "pine", withBorder: true, message: t("people:undone"), autoClose: 3000 });
  } catch (error) {
    last ??= mine; // to be tried again, unless something was said meanwhile
    explain(error);
  }
}

/** Take a decision back; who calls it refreshes what is on screen. */
export async function takeBack(seq: number) {
  const done = await ask(api.POST("/api/decisions/{seq}/undo", { params: { path: { seq } } }));
  forget(seq);
  return done;
}

export async function undoDecision(seq: number) {
  const undone = await takeBack(seq);
  refreshDecided();
  return undone;
}

export function useUndo() {
  return useMutation({ mutationFn: undoDecision, onSuccess: ({ decision }) => offerUndo(decision, t("people:redo")) });
}

async function offerUndo(decision: Decision, word = t("undo")) {
  // It can be undone also where the sentence about it could not be fetched.
  const text = await loadTell().then(
    ({ tell }) => tell(decision),
    () => t("saved"),
  );
  showUndo(`decision-${decision.seq}`, text, word, () => undoDecision(decision.seq));
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
      <Button variant="subtle" size="compact-sm" flex="none" loading={isPending} onClick={() => mutate()}>
        {word}
      </Button>
    </span>
  );
}
