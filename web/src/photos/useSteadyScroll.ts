// What is on screen stays there: when months above turn out higher, the page is moved by as much; and who comes back
// to the timeline finds it where it was left.
import { useEffect, useLayoutEffect, useRef } from "react";
import { type Anchor, anchorAt, placeOfAnchor, type Row, type Section } from "./layout";
import type { TimelineSource } from "./source";

type Options = {
  source: TimelineSource;
  sections: Section[];
  rowsOf: (month: string) => readonly Row[] | undefined;
  margin: number;
  width: number;
};

/** The place somebody left, by the entry in the browser's history it was at. */
const left = new Map<string, { entry: string; anchor: Anchor }>();
const entryNow = () => String(window.history.state?.__TSR_key ?? "");

export function useSteadyScroll({ source, sections, rowsOf, margin, width }: Options) {
  const anchor = useRef<Anchor | null>(null);
  const now = useRef({ sections, rowsOf, margin });
  now.current = { sections, rowsOf, margin };
  const goTo = (y: number) => window.scrollTo({ top: Math.max(0, y), behavior: "instant" });
  const note = () => {
    const { sections, rowsOf, margin } = now.current;
    const y = window.scrollY - margin;
    // At the very top, what is new comes in from above and pushes the rest down.
    anchor.current = y > 0 ? anchorAt(sections, rowsOf, y) : null;
    if (anchor.current) left.set(source.key, { entry: entryNow(), anchor: anchor.current });
    else left.delete(source.key);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is first laid out
  useLayoutEffect(() => {
    const kept = left.get(source.key);
    if (!kept || kept.entry !== entryNow()) return;
    anchor.current = kept.anchor;
    const y = placeOfAnchor(sections, rowsOf, kept.anchor);
    if (y !== null) goTo(margin + y);
  }, [source.key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the layout is another one
  useLayoutEffect(() => {
    if (!anchor.current) return;
    const y = placeOfAnchor(sections, rowsOf, anchor.current);
    if (y === null || Math.abs(margin + y - window.scrollY) < 1) return;
    goTo(margin + y);
  }, [sections, width, margin]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it reads what is now
  useEffect(() => {
    window.addEventListener("scroll", note, { passive: true });
    return () => window.removeEventListener("scroll", note);
  }, [source.key]);
  return { goTo: (y: number) => goTo(now.current.margin + y) };
}
