// Zoom and pan: wheel, two fingers, a double click or tap, dragging, and the keys + - 0 and the arrows.
import { useWindowEvent } from "@mantine/hooks";
import { type MouseEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from "react";
import {
  approach,
  isZoomed,
  type Point,
  panBy,
  pinch,
  type Room,
  reveal,
  STEP,
  toggleAt,
  type View,
  WHOLE,
  zoomAt,
} from "./zoom";

const STILL = 5; // pixels a finger may tremble before it drags
const TWICE = 320; // milliseconds between two taps
const PAN = 90;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [PAN, 0],
  ArrowRight: [-PAN, 0],
  ArrowUp: [0, PAN],
  ArrowDown: [0, -PAN],
};

type Options = {
  photo: { width: number; height: number };
  room: Room | null;
  /** May fingers and the mouse move the photo? Not while a box is drawn. */
  drag: boolean;
  /** May the arrows? Not while they move a box. */
  arrows: boolean;
  onZoom: (zoomed: boolean) => void;
};

export function useZoom({ photo, room, drag, arrows, onZoom }: Options) {
  const [view, setView] = useState<View>(WHOLE);
  const stage = useRef<HTMLDivElement>(null);
  const fingers = useRef(new Map<number, Point>());
  const moved = useRef(false);
  const tapped = useRef({ time: Number.NEGATIVE_INFINITY, x: 0, y: 0 });
  const byTouch = useRef(false);
  const zoomed = isZoomed(view);
  useEffect(() => onZoom(zoomed), [zoomed, onZoom]);
  const beforeApproach = useRef<View | null>(null);
  const change = useCallback(
    (next: (view: View, room: Room) => View) => room && setView((now) => next(now, room)),
    [room],
  );
  // The window grew or shrank.
  useEffect(() => void change((now, there) => panBy(now, 0, 0, there)), [change]);
  const pointOf = useCallback((event: { clientX: number; clientY: number }): Point => {
    const place = stage.current?.getBoundingClientRect();
    if (!place) return { x: 0, y: 0 };
    return { x: event.clientX - place.left - place.width / 2, y: event.clientY - place.top - place.height / 2 };
  }, []);
  useWheel(stage, (event) => {
    // A trackpad's pinch comes as a wheel with Ctrl, in smaller steps.
    const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0022) * (event.deltaMode === 1 ? 16 : 1));
    change((now, there) => zoomAt(now, factor, pointOf(event), there));
  });
  useWindowEvent("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTaken(event)) return;
    const arrow = arrows && zoomed ? ARROWS[event.key] : undefined;
    if (event.key === "+" || event.key === "=") change((now, there) => zoomAt(now, STEP, MIDDLE, there));
    else if (event.key === "-") change((now, there) => zoomAt(now, 1 / STEP, MIDDLE, there));
    else if (event.key === "0") setView(WHOLE);
    else if (arrow) change((now, there) => panBy(now, ...arrow, there));
    else return;
    event.preventDefault();
  });
  const release = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
  };
  const toggle = (event: { clientX: number; clientY: number }) => {
    const at = pointOf(event);
    change((now, there) => toggleAt(now, at, photo, there));
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      byTouch.current = event.pointerType === "touch";
      if (!drag || (event.pointerType === "mouse" && event.button !== 0)) return;
      if (fingers.current.size === 0) moved.current = false;
      fingers.current.set(event.pointerId, pointOf(event));
    },
    onPointerMove: (event: PointerEvent) => {
      const before = fingers.current.get(event.pointerId);
      if (!before) return;
      const now = pointOf(event);
      const two = [...fingers.current.keys()].slice(0, 2);
      const started = moved.current || two.length > 1 || Math.hypot(now.x - before.x, now.y - before.y) > STILL;
      if (!started || (two.length === 1 && !zoomed)) return;
      if (!moved.current) event.currentTarget.setPointerCapture(event.pointerId);
      moved.current = true;
      const was = two.map((id) => fingers.current.get(id) ?? now);
      fingers.current.set(event.pointerId, now);
      const is = two.map((id) => fingers.current.get(id) ?? now);
      if (two.length > 1) change((view, there) => pinch(view, was as [Point, Point], is as [Point, Point], there));
      else change((view, there) => panBy(view, now.x - before.x, now.y - before.y, there));
    },
    onPointerUp: (event: PointerEvent) => {
      release(event);
      if (event.pointerType !== "touch" || moved.current || !drag || isButton(event)) return;
      const last = tapped.current;
      const near = Math.hypot(event.clientX - last.x, event.clientY - last.y) < 30;
      const twice = event.timeStamp - last.time < TWICE && near;
      tapped.current = { time: twice ? Number.NEGATIVE_INFINITY : event.timeStamp, x: event.clientX, y: event.clientY };
      if (twice) toggle(event);
    },
    onPointerCancel: release,
    // Whoever dragged the photo by a face did not ask for its name.
    onClickCapture: (event: MouseEvent) => {
      if (!moved.current) return;
      moved.current = false;
      event.stopPropagation();
      event.preventDefault();
    },
    onDoubleClick: (event: MouseEvent) => {
      // Two taps were counted above: not every browser makes a double click of them.
      if (drag && !byTouch.current && !isButton(event)) toggle(event);
    },
  };
  return {
    stage,
    view,
    zoomed,
    handlers,
    show: (part: Part) => change((now, there) => reveal(now, part, there)),
    approach: (part: Part) => {
      beforeApproach.current = view;
      change((now, there) => approach(now, part, there));
    },
    /** Back to how it was before coming near. */
    stepBack: () => {
      const before = beforeApproach.current;
      if (before) setView(before);
      beforeApproach.current = null;
    },
  };
}

type Part = Parameters<typeof reveal>[1];

const MIDDLE: Point = { x: 0, y: 0 };

const isButton = ({ target }: { target: EventTarget }) =>
  target instanceof Element && target.closest("button, a") !== null;

function isTaken({ target }: KeyboardEvent) {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !== null
  );
}

/** React listens to the wheel without the right to keep the page from scrolling. */
function useWheel(on: React.RefObject<HTMLElement | null>, turn: (event: WheelEvent) => void) {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(() => {
    const element = on.current;
    const listen = (event: WheelEvent) => {
      event.preventDefault();
      latest.current(event);
    };
    element?.addEventListener("wheel", listen, { passive: false });
    return () => element?.removeEventListener("wheel", listen);
  }, [on]);
}
