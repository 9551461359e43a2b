// Whether the tour is shown: once in a browser, and when it is asked for.
import { useSyncExternalStore } from "react";

const KEPT = "kenfolk.tour";
const listeners = new Set<() => void>();
let open = localStorage.getItem(KEPT) === null;

export function endTour() {
  localStorage.setItem(KEPT, "done");
  set(false);
}

export function startTour() {
  localStorage.removeItem(KEPT);
  set(true);
}

function set(now: boolean) {
  open = now;
  for (const tell of listeners) tell();
}

export function useTour() {
  const isOpen = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => open,
  );
  return { isOpen };
}
