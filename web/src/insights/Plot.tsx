// A plain chart's frame: as wide as there is room, with lines across, numbers beside them, and a note at the pointer.
import { useElementSize } from "@mantine/hooks";
import { type PointerEvent, type ReactNode, useState } from "react";
import { findNearest, type Point } from "./chart";
import css from "./Plot.module.css";

export type Area = { left: number; right: number; top: number; bottom: number };

type Props = {
  height: number;
  label: string;
  /** Where the points are, so that the nearest to the pointer can be told about. */
  place: (area: Area) => Point[];
  tell: (index: number) => ReactNode;
  draw: (area: Area, points: Point[], at: number | null) => ReactNode;
  left?: number;
  bottom?: number;
};

export function Plot({ height, label, place, tell, draw, left = 40, bottom = 26 }: Props) {
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<number | null>(null);
  const area = { left, right: Math.max(left + 1, width - 12), top: 12, bottom: height - bottom };
  const points = width ? place(area) : [];
  const near = at === null ? undefined : points[at];
  const follow = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(points.length ? findNearest(points, event.clientX - box.left) : null);
  };
  return (
    <div ref={ref} className={css.plot} style={{ height }}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={label}
          onPointerMove={follow}
          onPointerDown={follow}
          onPointerLeave={() => setAt(null)}
        >
          {draw(area, points, at)}
        </svg>
      )}
      {at !== null && near && (
        <div
          className={css.note}
          data-side={near.x > width * 0.6 ? "left" : "right"}
          style={{ left: near.x, top: Math.min(near.y, area.bottom - 60) }}
        >
          {tell(at)}
        </div>
      )}
    </div>
  );
}

type AxisProps = { area: Area; ticks: number[]; words?: (tick: number) => string };

/** Lines across the chart with their numbers, 0 at the foot. */
export function Rows({ area, ticks, words = String }: AxisProps) {
  const most = ticks.at(-1) ?? 1;
  return ticks.map((tick) => {
    const y = area.bottom - ((area.bottom - area.top) * tick) / most;
    return (
      <g key={tick} className={css.axis}>
        <line x1={area.left} x2={area.right} y1={y} y2={y} data-foot={tick === 0 || undefined} />
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
