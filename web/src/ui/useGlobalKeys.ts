// Keys that mean the same everywhere: `/` searches, `?` tells the keys, `g` and a letter go to a place.
import { useWindowEvent } from "@mantine/hooks";
import { useRouter } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import { SEARCH_FIELD } from "./GlobalSearch";
import { PLACES } from "./places";

const PATIENCE = 1200; // milliseconds between `g` and the letter

export function useGlobalKeys() {
  const router = useRouter();
  const [help, setHelp] = useState(false);
  const going = useRef(0);
  const act = (event: KeyboardEvent) => {
    const after = Date.now() - going.current < PATIENCE;
    going.current = 0;
    const place = after && PLACES.find(({ letter, to }) => letter === event.key && to in router.routesByPath);
    if (place) return router.navigate({ to: place.to as "/" });
    if (event.key === "g") going.current = Date.now();
    if (event.key === "?") setHelp(true);
    if (event.key === "/") search(router.history.push);
  };
  useWindowEvent("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    // A slash would otherwise open the browser's own search.
    if (event.key === "/") event.preventDefault();
    // The screen goes first, whichever of the two listens first: in Review a `g` begins a name.
    else if (event.defaultPrevented) return;
    const before = event.key === "/" || undefined;
    window.setTimeout(() => (before || !event.defaultPrevented) && act(event));
  });
  return { help, closeHelp: useCallback(() => setHelp(false), []) };
}

function isTaken({ target }: KeyboardEvent) {
  if (document.querySelector("[role=dialog][aria-modal=true]")) return true;
  return (
    target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=menu]") !== null
  );
}

/** A page with a search of its own has it marked; a narrow window has no field, so it goes where there is one. */
function search(goTo: (path: string) => void) {
  const fields = [...document.querySelectorAll<HTMLElement>(`[data-search-field], #${SEARCH_FIELD}`)];
  const field = fields.find((one) => one.checkVisibility());
  if (field) field.focus();
  else goTo("/search");
}
