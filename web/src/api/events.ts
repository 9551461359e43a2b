// Server-sent events: the status is put in place, and what changed is marked stale, at most once a second.
import { useSyncExternalStore } from "react";
import { queryClient, refresh } from "./queries";
import type { Status } from "./types";
import { eventsUrl } from "./urls";

const CALM = 1000;
let waiting = new Set<string>();
let _timer: number | undefined;
let connected = true;
const listeners = new Set<() => void>();

export function followEvents() {
  const source = new EventSource(eventsUrl);
  let before: boolean | undefined;
  source.addEventListener("status", (event) => {
    queryClient.setQueryData(["status"], JSON.parse(event.data) as Status);
  });
  source.addEventListener("changed", (event) => {
    for (const topic of (JSON.parse(event.data) as { topics: string[] }).topics) waiting.add(topic);
    _timer ??= window.setTimeout(flush, CALM);
  });
  source.addEventListener("open", () => {
    // What happened while the line was down was not heard.
    if (before === false) queryClient.invalidateQueries();
    before = true;
    setConnected(true);
  });
  source.addEventListener("error", () => {
    before = false;
    setConnected(false);
  });
}

function flush() {
  const topics = [...waiting];
  waiting = new Set();
  _timer = undefined;
  refresh(topics);
}

function setConnected(now: boolean) {
  connected = now;
  for (const tell of listeners) tell();
}

export const isConnected = () => connected;

/** Is the server there? */
export function useConnected() {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, isConnected);
}
