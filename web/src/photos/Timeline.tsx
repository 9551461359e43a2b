// Photos by the month they were taken, newest first; only what is near the screen is asked for and shown.
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { Images } from "lucide-react";
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { countColumns } from "../ui/VirtualGrid";
import { count, formatMonth } from "../ui/words";
import { MonthLine } from "./MonthLine";
import { useTimeline } from "./queries";
import { Scrubber } from "./Scrubber";
import css from "./Timeline.module.css";
import { HEAD_HEIGHT, rowsOf, startsOf } from "./timelineRows";

type Months = { month: string; photos: number }[];
type Props = { personId?: number; emptyTitle: string; emptyWords?: ReactNode };

export function Timeline({ personId, emptyTitle, emptyWords }: Props) {
  const { data, error, refetch } = useTimeline(personId);
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <SkeletonGrid count={24} label={false} />;
  if (data.months.length === 0) {
    return (
      <Empty icon={<Images size={30} />} title={emptyTitle}>
        {emptyWords}
      </Empty>
    );
  }
  return <Months months={data.months} personId={personId} />;
}

const GAP = 6;

function Months({ months, personId }: { months: Months; personId?: number }) {
  const { ref: sizeRef, width } = useElementSize();
  const place = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, place);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    if (place.current) setMargin(place.current.getBoundingClientRect().top + window.scrollY);
  });
  const wide = width || window.innerWidth;
  const columns = countColumns(wide, wide < 600 ? 104 : 176, GAP, 3);
  const lineHeight = (wide - GAP * (columns - 1)) / columns + GAP;
  const rows = useMemo(() => rowsOf(months, columns), [months, columns]);
  const { starts, height } = useMemo(() => startsOf(months, columns, lineHeight), [months, columns, lineHeight]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.kind === "head" ? HEAD_HEIGHT : lineHeight),
    overscan: 4,
    scrollMargin: margin,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new width makes every row's place stale
  useLayoutEffect(() => virtual.measure(), [lineHeight, rows]);
  return (
    <>
      <div ref={ref} className={css.timeline} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div key={item.key} className={css.row} style={{ transform: `translateY(${item.start - margin}px)` }}>
              {row.kind === "head" ? (
                <h2 className={css.month}>
                  {formatMonth(row.month)} <span>{count(row.photos, "photo")}</span>
                </h2>
              ) : (
                <MonthLine {...row} columns={columns} gap={GAP} personId={personId} waiting={virtual.isScrolling} />
              )}
            </div>
          );
        })}
      </div>
      {months.length > 2 && <Scrubber starts={starts} top={margin} height={height} />}
    </>
  );
}
