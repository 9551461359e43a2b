import { type PointerEvent, useRef } from "react";

type Options = { enabled: boolean; left: () => void; right: () => void };

const FAR = 56;

/** Return handlers that tell a swipe of one finger to the left or to the right. */
export function useSwipe({ enabled, left, right }: Options) {
  const start = useRef<{ id: number; x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      // A second finger means zooming.
      const alone = event.pointerType === "touch" && event.isPrimary && enabled;
      start.current = alone ? { id: event.pointerId, x: event.clientX, y: event.clientY } : null;
    },
    onPointerUp: (event: PointerEvent) => {
      const from = start.current;
      start.current = null;
      if (!from || from.id !== event.pointerId) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.abs(dx) < FAR || Math.abs(dx) < Math.abs(dy) * 1.5) return;
      if (dx < 0) left();
      else right();
    },
    onPointerCancel: () => {
      start.current = null;
    },
  };
}
