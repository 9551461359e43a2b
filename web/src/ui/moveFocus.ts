// Arrow keys in a grid of whatever can have the focus: to the next, and to the nearest above and below.
import type { KeyboardEvent } from "react";

const STEPS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Move the focus among what matches `selector`; return where it went. */
export function moveFocus(event: KeyboardEvent, selector: string): HTMLElement | undefined {
  const step = STEPS[event.key];
  const from = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
  if (!step || !from) return undefined;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const to = step[0] ? all[all.indexOf(from) + step[0]] : nearest(from, all, step[1]);
  if (!to) return undefined;
  event.preventDefault();
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest", inline: "nearest" });
  return to;
}

function nearest(from: HTMLElement, all: HTMLElement[], way: number) {
  const here = from.getBoundingClientRect();
  const beyond = all
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => (box.top - here.top) * way > here.height / 2);
  const row = Math.min(...beyond.map(({ box }) => Math.abs(box.top - here.top)));
  return beyond
    .filter(({ box }) => Math.abs(Math.abs(box.top - here.top) - row) < here.height / 2)
    .sort((a, b) => Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left))[0]?.element;
}
