// A rectangle drawn with the mouse on empty space picks every tile it touches; with Shift it adds to what is picked.
import { type RefObject, useEffect } from "react";
import css from "./drag.module.css";
import { type Place, rectBetween, tilesIn } from "./gridMath";

const FAR = 5;
const EDGE = 60;
const NOT_EMPTY =
  "a, button, input, select, textarea, label, article, [data-person], dialog, [role=dialog], [role=toolbar], h1, h2, p";

type Options = {
  grid: RefObject<HTMLElement | null>;
  place: () => Place;
  onPick: (tiles: number[], adding: boolean) => void;
};

export function useMarquee({ grid, place, onPick }: Options) {
  useEffect(() => {
    const begin = (event: PointerEvent) => {
      const on = event.target instanceof Element ? event.target : null;
      if (event.button !== 0 || event.pointerType !== "mouse" || !grid.current || !on) return;
      if (on.closest(NOT_EMPTY) || !on.closest("main")) return;
      draw(event, grid.current, place, onPick);
    };
    window.addEventListener("pointerdown", begin);
    return () => window.removeEventListener("pointerdown", begin);
  }, [grid, place, onPick]);
}

function draw(event: PointerEvent, grid: HTMLElement, place: Options["place"], onPick: Options["onPick"]) {
  const [fromX, fromY] = [event.clientX + window.scrollX, event.clientY + window.scrollY];
  const adding = event.shiftKey || event.ctrlKey || event.metaKey;
  let box: HTMLElement | undefined;
  let last = { x: event.clientX, y: event.clientY };
  let frame = 0;
  const show = () => {
    if (!box) return;
    const rect = rectBetween(fromX - window.scrollX, fromY - window.scrollY, last.x, last.y);
    box.style.cssText = `left:${rect.left}px;top:${rect.top}px;width:${rect.right - rect.left}px;height:${rect.bottom - rect.top}px`;
    const corner = grid.getBoundingClientRect();
    const inGrid = {
      left: rect.left - corner.left,
      top: rect.top - corner.top,
      right: rect.right - corner.left,
      bottom: rect.bottom - corner.top,
    };
    onPick(tilesIn(inGrid, place()), adding);
  };
  const scroll = () => {
    const { innerHeight } = window;
    const speed = last.y < EDGE ? last.y - EDGE : last.y > innerHeight - EDGE ? last.y - innerHeight + EDGE : 0;
    if (speed) {
      window.scrollBy(0, speed / 3);
      show();
    }
    frame = requestAnimationFrame(scroll);
  };
  const move = (now: PointerEvent) => {
    last = { x: now.clientX, y: now.clientY };
    if (!box) {
      if (Math.hypot(last.x + window.scrollX - fromX, last.y + window.scrollY - fromY) < FAR) return;
      box = document.createElement("div");
      box.className = css.marquee ?? "";
      document.body.append(box);
      document.body.style.userSelect = "none";
      frame = requestAnimationFrame(scroll);
    }
    show();
  };
  const end = () => {
    // A click on empty space picks nothing, which lets go of what was picked.
    if (!box && !adding) onPick([], false);
    cancelAnimationFrame(frame);
    box?.remove();
    document.body.style.userSelect = "";
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", end);
    window.removeEventListener("pointercancel", end);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end);
  window.addEventListener("pointercancel", end);
}
