// A bar at the foot of the window says how high it reaches, so that messages stay above it.
import { useCallback } from "react";

const heights = new Map<Element, number>();

/** Return a ref for the bar. */
export function useDock() {
  return useCallback((bar: HTMLElement | null) => {
    if (!bar) return;
    const measure = () => say(bar, Number.parseFloat(getComputedStyle(bar).bottom) + bar.offsetHeight);
    const watch = new ResizeObserver(measure);
    watch.observe(bar);
    return () => {
      watch.disconnect();
      say(bar, 0);
    };
  }, []);
}

function say(bar: Element, height: number) {
  if (height > 0) heights.set(bar, height);
  else heights.delete(bar);
  document.documentElement.style.setProperty("--kf-dock", `${Math.max(0, ...heights.values())}px`);
}
