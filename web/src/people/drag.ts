// Takes a tile by the pointer and lets it go on another one. What follows the pointer is drawn here, beside React: sixty
// times a second nothing else has to be drawn.
import css from "./drag.module.css";

export type Dropped = { kind: "person" | "group"; id: number };
type Drag = {
  from: Dropped;
  /** Pictures that follow the pointer, and what stands on them where it is more than one. */
  pictures: (string | null)[];
  words: string;
  onDrop: (on: Dropped) => void;
  onHold?: () => void;
};

const FAR = 6; // pixels until a press is a drag
const HOLD = 450; // milliseconds until a touch is a long one
const EDGE = 70; // pixels from the edge of the window where the page begins to scroll

export function startDrag(event: React.PointerEvent, drag: Drag) {
  if (event.button !== 0) return;
  if (event.pointerType === "mouse") follow(event, drag);
  else if (drag.onHold) hold(event, drag.onHold);
}

/** A long press on touch; moving means scrolling. */
function hold(event: React.PointerEvent, onHold: () => void) {
  const { clientX, clientY } = event;
  const timer = window.setTimeout(() => {
    stop();
    swallowClick();
    onHold();
  }, HOLD);
  const move = (now: PointerEvent) => Math.hypot(now.clientX - clientX, now.clientY - clientY) > FAR * 2 && stop();
  const stop = () => {
    window.clearTimeout(timer);
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", stop);
    window.removeEventListener("pointercancel", stop);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", stop);
  window.addEventListener("pointercancel", stop);
}

function follow(event: React.PointerEvent, drag: Drag) {
  const { clientX, clientY } = event;
  let ghost: HTMLElement | undefined;
  let over: HTMLElement | undefined;
  let last = { x: clientX, y: clientY };
  let frame = 0;
  const mark = (now: HTMLElement | undefined) => {
    if (now === over) return;
    over?.removeAttribute("data-drop");
    over = now;
    over?.setAttribute("data-drop", "");
  };
  const scroll = () => {
    const { innerHeight } = window;
    const speed = last.y < EDGE ? last.y - EDGE : last.y > innerHeight - EDGE ? last.y - innerHeight + EDGE : 0;
    if (speed) window.scrollBy(0, speed / 4);
    frame = requestAnimationFrame(scroll);
  };
  const move = (now: PointerEvent) => {
    last = { x: now.clientX, y: now.clientY };
    if (!ghost) {
      if (Math.hypot(now.clientX - clientX, now.clientY - clientY) < FAR) return;
      ghost = drawGhost(drag);
      document.body.classList.add(css.dragging ?? "");
      frame = requestAnimationFrame(scroll);
    }
    ghost.style.transform = `translate(${now.clientX}px, ${now.clientY}px)`;
    const target = targetAt(now.clientX, now.clientY);
    mark(target && !isSame(readTarget(target), drag.from) ? target : undefined);
  };
  const end = (dropped: boolean) => {
    const [target, dragged] = [over, ghost !== undefined];
    mark(undefined);
    cancelAnimationFrame(frame);
    ghost?.remove();
    document.body.classList.remove(css.dragging ?? "");
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", cancel);
    window.removeEventListener("keydown", giveUp, true);
    if (dragged) swallowClick();
    const on = dropped && target ? readTarget(target) : undefined;
    if (on) drag.onDrop(on);
  };
  const up = () => end(true);
  const cancel = () => end(false);
  const giveUp = (key: KeyboardEvent) => {
    if (key.key !== "Escape" || !ghost) return;
    key.stopPropagation();
    end(false);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", cancel);
  window.addEventListener("keydown", giveUp, true);
}

const targetAt = (x: number, y: number) =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-person], [data-group]") ?? undefined;

function readTarget({ dataset }: HTMLElement): Dropped {
  return dataset.person ? { kind: "person", id: Number(dataset.person) } : { kind: "group", id: Number(dataset.group) };
}

const isSame = (a: Dropped, b: Dropped) => a.kind === b.kind && a.id === b.id;

/** The click that ends a drag opens nothing. */
function swallowClick() {
  const swallow = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  window.setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 400);
}

function drawGhost({ pictures, words }: Drag) {
  const ghost = document.createElement("div");
  ghost.className = css.ghost ?? "";
  ghost.setAttribute("aria-hidden", "true");
  for (const url of pictures.slice(0, 3)) {
    const picture = document.createElement(url ? "img" : "span");
    if (url) picture.setAttribute("src", url);
    ghost.append(picture);
  }
  if (words) {
    const badge = document.createElement("b");
    badge.textContent = words;
    ghost.append(badge);
  }
  document.body.append(ghost);
  return ghost;
}
