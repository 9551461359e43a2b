// A finger that crosses the question: to the left skips it, to the right goes back. Buttons do the same.
import { type TouchEvent, useRef } from "react";

const FAR = 90; // pixels
const STRAIGHT = 2; // times as far across as down

export function useSwipe(deeds: { left: () => void; right: () => void }) {
  const from = useRef<{ x: number; y: number; at: number } | null>(null);
  return {
    onTouchStart: (event: TouchEvent) => {
      const finger = event.touches[0];
      const free = !(event.target as Element).closest("input, [data-scrolls]");
      from.current =
        finger && free && event.touches.length === 1 ? { x: finger.clientX, y: finger.clientY, at: Date.now() } : null;
    },
    onTouchEnd: (event: TouchEvent) => {
      const [start, finger] = [from.current, event.changedTouches[0]];
      from.current = null;
      if (!start || !finger || Date.now() - start.at > 600) return;
      const [dx, dy] = [finger.clientX - start.x, finger.clientY - start.y];
      if (Math.abs(dx) < FAR || Math.abs(dx) < STRAIGHT * Math.abs(dy)) return;
      if (dx < 0) deeds.left();
      else deeds.right();
    },
  };
}
