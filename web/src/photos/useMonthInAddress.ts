// The month on top of the screen stands in the address, such as /photos#2021-06: it can be kept and sent.
import { useEffect, useLayoutEffect, useRef } from "react";
import { indexAt, type Section } from "./layout";

type Options = { enabled: boolean; sections: Section[]; margin: number; go: (y: number) => void };

const CALM = 250;
export const monthOfHash = (hash: string) => /^#(\d{4}-\d{2})$/.exec(hash)?.[1];

export function useMonthInAddress({ enabled, sections, margin, go }: Options) {
  const now = useRef({ sections, margin });
  now.current = { sections, margin };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the address it was opened with
  useLayoutEffect(() => {
    if (!enabled) return;
    const jump = () => {
      const month = monthOfHash(window.location.hash);
      if (month && window.scrollY === 0) go(topOf(now.current.sections, month));
    };
    jump();
    window.addEventListener("hashchange", jump);
    return () => window.removeEventListener("hashchange", jump);
  }, [enabled]);
  useEffect(() => {
    if (!enabled) return;
    let timer = 0;
    const write = () => {
      const y = window.scrollY - now.current.margin;
      const month = now.current.sections[indexAt(now.current.sections, y + 1)]?.month;
      const hash = y > 0 && month ? `#${month}` : "";
      if (hash === window.location.hash) return;
      const { pathname, search } = window.location;
      // Past the router, which would take it for a journey and draw everything anew.
      History.prototype.replaceState.call(window.history, window.history.state, "", pathname + search + hash);
    };
    const scrolled = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(write, CALM);
    };
    window.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener("scroll", scrolled);
    };
  }, [enabled]);
}

/** Where a month begins; where it has no photos, the next older one that has. */
function topOf(sections: Section[], month: string) {
  return (sections.find((section) => section.month <= month) ?? sections.at(-1))?.top ?? 0;
}
