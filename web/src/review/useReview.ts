// The run of questions on a screen: who listens to it, and when it ends.
import { useEffect, useState, useSyncExternalStore } from "react";
import { useStatus } from "../activity/queries";
import { useConnected } from "../api/events";
import { explain } from "../ui/explain";
import { makeDoor, refreshHeard } from "./door";
import { type Purpose, tellLeft } from "./queries";
import { type Given, Run } from "./run";
import { isOver, progressOf, type Session } from "./session";
import { sumUp, timeSpent } from "./tally";
import { tellBack, tellUndone } from "./toasts";

type Wanted = { purpose: Purpose; personId?: number; session: Session };

export function useReview({ purpose, personId, session }: Wanted) {
  const [run] = useState(() => new Run(makeDoor(purpose), personId, LISTENER));
  const state = useSyncExternalStore(run.subscribe, () => run.state);
  const clock = useClock(state.answers);
  const { data: status } = useStatus();
  const [start, setStart] = useState<{ named: number; open: number } | null>(null);
  const [goOn, setGoOn] = useState(0); // answers after which the reader wanted more
  const { answers } = state;
  const left = state.left?.is_counting ? null : state.left; // how far it is can be told from what was counted
  useEffect(() => {
    run.start();
    const leave = () => run.leave();
    // A server that is away does not hear what is sent in leaving: the browser asks whether to stay.
    const hold = (event: BeforeUnloadEvent) => run.state.error !== null && !run.isQuiet && event.preventDefault();
    window.addEventListener("pagehide", leave);
    window.addEventListener("beforeunload", hold);
    return () => {
      // They stay while answers are on their way, though the page was left.
      if (!run.isQuiet) return;
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("beforeunload", hold);
    };
  }, [run]);
  const connected = useConnected();
  useEffect(() => {
    if (connected && run.state.error !== null) run.start();
  }, [run, connected]);
  useEffect(() => {
    if (state.left && purpose === "ask") tellLeft(state.left);
  }, [state.left, purpose]);
  useEffect(() => {
    if (!start && left && status) setStart({ named: status.named_faces, open: left.faces });
  }, [start, left, status]);

  const tally = sumUp(answers);
  const standing = {
    named: status?.named_faces ?? 0,
    namedAtStart: start?.named ?? 0,
    open: left?.faces ?? 0,
    openAtStart: start?.open ?? 0,
    answered: answers.length,
    questionsLeft: left?.questions ?? 0,
    spent: clock.spent,
  };
  const over = answers.length > goOn && left !== null && status !== undefined && isOver(session, standing);
  return {
    ...state,
    run,
    tally,
    spent: clock.spent,
    progress: progressOf(session, standing),
    /** The session is over, though there may be more to ask. */
    over: over && !state.undoing,
    byMachine: Math.max(0, standing.named - standing.namedAtStart - tally.faces),
    goOn: () => setGoOn(Number.POSITIVE_INFINITY),
  };
}

const LISTENER = {
  refused: (_given: Given, error: unknown, comesBack: boolean) => {
    explain(error);
    if (comesBack) tellBack();
  },
  undone: tellUndone,
  heard: refreshHeard,
};

/** How long was spent on answering so far. */
function useClock(answers: readonly Given[]) {
  const [times, setTimes] = useState({ start: Date.now(), answered: [] as number[] });
  if (times.answered.length > answers.length) {
    setTimes({ ...times, answered: times.answered.slice(0, answers.length) });
  } else if (times.answered.length < answers.length) {
    setTimes({ ...times, answered: [...times.answered, Date.now()] });
  }
  return { spent: timeSpent(times.start, times.answered) };
}
