// A plain chart's frame: as wide as there is room, with lines across, numbers beside them, and a note at the pointer.
// The same can be had with the arrow keys, and as a table.
import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { findNearest, type Point } from "./chart";
import css from "./Plot.module.css";

export type Area = { left: number; right: number; top: number; bottom: number };
export type Table = { head: string[]; rows: string[][] };

type Props = {
  height: number;
  label: string;
  /** Where the points are, so that the nearest to the pointer can be told about. */
  place: (area: Area) => Point[];
  tell: (index: number) => ReactNode;
  draw: (area: Area, points: Point[], at: number | null) => ReactNode;
  table: Table;
  left?: number;
  bottom?: number;
};

export function Plot({ height, label, place, tell, draw, table, left = 48, bottom = 26 }: Props) {
  const { t } = useTranslation("insights");
  const hint = useId();
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<number | null>(null);
  const area = { left, right: Math.max(left + 1, width - 12), top: 12, bottom: height - bottom };
  const points = width ? place(area) : [];
  const near = at === null ? undefined : points[at];
  const follow = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(points.length ? findNearest(points, event.clientX - box.left) : null);
  };
  const step = (event: KeyboardEvent) => {
    const next = nextPoint(event.key, at, points.length);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
  };
  return (
    <div className={css.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is no chart */}
      <div
        ref={ref}
        className={css.plot}
        style={{ height }}
        role="group"
        aria-label={label}
        aria-describedby={hint}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its points are told at the arrow keys
        tabIndex={0}
        onKeyDown={step}
        onBlur={() => setAt(null)}
      >
        {width > 0 && (
          <svg
            width={width}
            height={height}
            aria-hidden
            onPointerMove={follow}
            onPointerDown={follow}
            onPointerLeave={() => setAt(null)}
          >
            {draw(area, points, at)}
          </svg>
        )}
        <div aria-live="polite">
          {at !== null && near && (
            <div
              className={css.note}
              data-side={near.x > width * 0.55 ? "left" : "right"}
              style={{ left: near.x, top: Math.min(near.y, area.bottom - 60) }}
            >
              {tell(at)}
            </div>
          )}
        </div>
        <span id={hint} className="sr-only">
          {t("chartHint")}
        </span>
      </div>
      <AsTable table={table} label={label} />
    </div>
  );
}

/** Which point a key leads to; undefined: it is not for the chart. */
export function nextPoint(key: string, at: number | null, count: number) {
  if (count === 0) return undefined;
  if (key === "ArrowRight") return at === null ? 0 : Math.min(count - 1, at + 1);
  if (key === "ArrowLeft") return at === null ? count - 1 : Math.max(0, at - 1);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return key === "Escape" && at !== null ? null : undefined;
}

export function AsTable({ table: { head, rows }, label }: { table: Table; label: string }) {
  const { t } = useTranslation("insights");
  return (
    <details className={css.table}>
      <summary>{t("asTable")}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label={label}>
        <table>
          <thead>
            <tr>
              {head.map((word) => (
                <th key={word} scope="col">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest], row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows never move, and two may say the same
              <tr key={row}>
                <th scope="row">{first}</th>
                {rest.map((cell, column) => (
                  <td key={head[column + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

type AxisProps = { area: Area; ticks: number[]; words?: (tick: number) => string };

/** Lines across the chart with their numbers, the first at the foot. */
export function Rows({ area, ticks, words = String }: AxisProps) {
  const [least = 0, most = 1] = [ticks[0], ticks.at(-1)];
  return ticks.map((tick) => {
    const y = area.bottom - ((area.bottom - area.top) * (tick - least)) / (most - least || 1);
    return (
      <g key={tick} className={css.axis}>
        <line x1={area.left} x2={area.right} y1={y} y2={y} data-foot={tick === least || undefined} />
        <text x={area.left - 8} y={y + 4} textAnchor="end">
          {words(tick)}
        </text>
      </g>
    );
  });
}

type FootProps = { area: Area; x: number; children: string; anchor?: "start" | "middle" | "end" };

/** A word under the foot of the chart. */
export const Foot = ({ area, x, children, anchor = "middle" }: FootProps) => (
  <text className={css.foot} x={x} y={area.bottom + 20} textAnchor={anchor}>
    {children}
  </text>
);
