// The years along the right edge: press or drag to go there.
import { useDebouncedCallback, useWindowEvent } from "@mantine/hooks";
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./Scrubber.module.css";

type Start = { month: string; share: number };
type Props = {
  starts: Start[];
  top: number;
  height: number;
  /** What stands so many pixels below the top: a day, or a month as long as its photos are not known. */
  nameAt: (y: number) => string;
};

const LINGER = 900; // milliseconds for which the label stays after the last move

export function Scrubber({ starts, top, height, nameAt }: Props) {
  const { t } = useTranslation("photos");
  const track = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(() => shareOfScroll(top, height));
  const [hover, setHover] = useState<number | null>(null);
  const [dragging, setDragging] = useState(false);
  const [scrolling, setScrolling] = useState(false);
  const rest = useDebouncedCallback(() => setScrolling(false), LINGER);
  useWindowEvent("scroll", () => {
    setShare(shareOfScroll(top, height));
    setScrolling(true);
    rest();
  });
  const years = useMemo(() => yearsOf(starts), [starts]);
  const goTo = (wanted: number) => window.scrollTo({ top: top + wanted * height, behavior: "instant" });
  const shareAt = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    return box ? Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)) : 0;
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const now = starts.findLastIndex((start) => start.share <= share + 1e-6);
    const next = starts[Math.min(starts.length - 1, Math.max(0, now + by))];
    if (next) goTo(next.share + 1e-6);
  };
  const shown = hover ?? share;
  // Just below what is cut off at the top of the screen.
  const name = (at: number) => nameAt(at * height + 40);
  return (
    <div
      ref={track}
      className={css.track}
      data-dragging={dragging || undefined}
      role="slider"
      tabIndex={0}
      aria-label={t("goToMonth")}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={name(share)}
      onKeyDown={step}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
        setHover(shareAt(event));
        goTo(shareAt(event));
      }}
      onPointerMove={(event) => {
        setHover(shareAt(event));
        if (dragging) goTo(shareAt(event));
      }}
      onPointerCancel={() => {
        setDragging(false);
        setHover(null);
      }}
      onPointerUp={() => {
        setDragging(false);
        setHover(null);
      }}
      onPointerLeave={() => !dragging && setHover(null)}
    >
      {years.map(({ year, share: at }) => (
        <span key={year} className={css.year} style={{ top: `${at * 100}%` }}>
          {year}
        </span>
      ))}
      <span className={css.here} style={{ top: `${share * 100}%` }} />
      {(hover !== null || (scrolling && share > 0)) && (
        <span className={css.tip} style={{ top: `${shown * 100}%` }}>
          {name(shown)}
        </span>
      )}
    </div>
  );
}

function shareOfScroll(top: number, height: number) {
  return height ? Math.min(1, Math.max(0, (window.scrollY - top) / height)) : 0;
}

/** The years whose names fit along the edge, newest first. */
export function yearsOf(starts: Start[], closest = 0.045) {
  const years: { year: string; share: number }[] = [];
  for (const { month, share } of starts) {
    const year = month.slice(0, 4);
    const before = years.at(-1);
    if (before?.year === year || (before && share - before.share < closest)) continue;
    years.push({ year, share });
  }
  return years;
}
