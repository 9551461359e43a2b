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
    if (event.key === "g") going.current = Date.now();
    if (event.key === "?") setHelp(true);
    if (event.key === "/") search(() => router.navigate({ to: "/search" }));
  };
  const goOn = (event: KeyboardEvent) => {
    const after = Date.now() - going.current < PATIENCE;
    going.current = 0;
    const place = after && !isHeld(event) && !isTaken(event) && PLACES.find(({ letter }) => letter === event.key);
    if (!place) return;
    // The letter after a `g` that no screen took belongs to nobody else: `i` and `h` mean something on some of them.
    event.preventDefault();
    event.stopPropagation();
    router.navigate({ to: place.to });
  };
  useWindowEvent("keydown", goOn, true);
  useWindowEvent("keydown", (event) => {
    if (isHeld(event) || isTaken(event)) return;
    // A slash would otherwise open the browser's own search.
    if (event.key === "/") event.preventDefault();
    // The screen goes first, whichever of the two listens first: in Review a `g` begins a name.
    else if (event.defaultPrevented) return;
    const before = event.key === "/" || undefined;
    window.setTimeout(() => (before || !event.defaultPrevented) && act(event));
  });
  return { help, closeHelp: useCallback(() => setHelp(false), []) };
}

const isHeld = (event: KeyboardEvent) => event.ctrlKey || event.metaKey || event.altKey;

function isTaken({ target }: KeyboardEvent) {
  if (document.querySelector("[role=dialog][aria-modal=true]")) return true;
  return (
    target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=menu]") !== null
  );
}

/** The search page listens for itself; a narrow window has no field, so it goes where there is one. */
function search(goThere: () => void) {
  if (window.location.pathname === "/search") return;
  const field = document.getElementById(SEARCH_FIELD);
  if (field?.checkVisibility()) field.focus();
  else goThere();
}
