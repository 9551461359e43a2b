// The months that are near the screen, each in rows that fill the width.
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type MouseEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Bucket } from "../api/types";
import { formatDay, formatMonth } from "../ui/words";
import { dayAt, HEAD, indexAt, type Row } from "./layout";
import { RowLine } from "./RowLine";
import { Scrubber } from "./Scrubber";
import { bucketQuery, type Month, type TimelineSource } from "./source";
import css from "./Timeline.module.css";
import { useHeights } from "./useHeights";
import { useMonthInAddress } from "./useMonthInAddress";
import { useScrollWindow } from "./useScrollWindow";
import { useSteadyScroll } from "./useSteadyScroll";
import { useTimelineKeys } from "./useTimelineKeys";

type Props = { months: Month[]; source: TimelineSource; inAddress: boolean };

/** This much above and below the screen is there already when it comes into view. */
const AHEAD = 700;

export function MonthsView({ months, source, inAddress }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width: measured } = useElementSize();
  const ref = useMergedRef(sizeRef, place);
  const [atFirst, setAtFirst] = useState(0);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const box = place.current?.getBoundingClientRect();
    if (!box) return;
    setAtFirst(box.width);
    setMargin(Math.round(box.top + window.scrollY));
  });
  const width = Math.floor(measured || atFirst);
  return (
    <div ref={ref} className={css.timeline}>
      {width > 0 && <Sections {...{ months, source, inAddress, width, margin }} />}
    </div>
  );
}

type SectionsProps = Props & { width: number; margin: number };

function Sections({ months, source, inAddress, width, margin }: SectionsProps) {
  const { t } = useTranslation(["photos", "common"]);
  const router = useRouter();
  const { y, tall, moving } = useScrollWindow(margin);
  const heights = useHeights(source.key, width);
  const { sections, height } = heights.stackUp(months);
  const [from, to] = [indexAt(sections, y - AHEAD), indexAt(sections, y + tall + AHEAD)];
  const near = sections.slice(from, to + 1);
  const buckets = useQueries({
    // While somebody races through the years, nothing new is asked for.
    queries: near.map(({ month }) => ({ ...bucketQuery(source, month), enabled: !moving })),
    combine: (results) => results.map(({ data }) => data),
  });
  const known = new Map<string, Known>();
  near.forEach(({ month }, at) => {
    const bucket = buckets[at];
    if (bucket) known.set(month, { bucket, rows: heights.rowsOf(bucket) });
  });
  // What has just come may be higher than was guessed: lay out again with what is known now.
  const settled = heights.stackUp(months);
  const steady = useSteadyScroll({
    source,
    sections: settled.sections,
    rowsOf: (month) => known.get(month)?.rows,
    margin,
    width,
  });
  useMonthInAddress({ enabled: inAddress, sections: settled.sections, margin, go: steady.goTo });
  const shown = settled.sections.slice(from, to + 1);
  const keys = useTimelineKeys({ sections: settled.sections, known, gap: heights.frame.gap, margin, tall });
  const entry = keys.entryOf(shown, y);
  const starts = useMemo(
    () => settled.sections.map(({ month, top }) => ({ month, share: settled.height ? top / settled.height : 0 })),
    [settled.sections, settled.height],
  );
  const nameAt = (there: number) => {
    const found = dayAt(settled.sections, known, there);
    if (!found) return "";
    const { month, day } = found;
    return day ? formatDay(`${month}-${String(day).padStart(2, "0")}T12:00:00`) : formatMonth(month);
  };
  // Whoever comes near a photo may open it: the viewer is there by then.
  const isPrepared = useRef(false);
  const prepare = () => {
    if (isPrepared.current) return;
    isPrepared.current = true;
    router.preloadRoute({ to: "/photos/$photoId", params: { photoId: 1 } }).catch(() => undefined);
  };
  const query = queryOf(source.search);
  const open = (event: MouseEvent<HTMLDivElement>) => {
    const link = (event.target as Element).closest("a");
    const photoId = Number(link?.dataset.photo);
    if (!photoId || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    keys.remember(link);
    router.navigate({ to: "/photos/$photoId", params: { photoId }, search: source.search });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links in it are what is pressed and has the focus */}
      <div
        className={css.months}
        style={{ height: Math.max(height, settled.height) }}
        onClick={open}
        onKeyDown={keys.press}
        onPointerMove={prepare}
        onFocus={prepare}
      >
        {shown.map((section) => {
          const of = known.get(section.month);
          return (
            <section
              key={section.month}
              className={css.section}
              style={{ transform: `translateY(${section.top}px)`, height: section.height }}
              aria-label={formatMonth(section.month)}
            >
              <h2 className={css.month} style={{ height: HEAD }}>
                {formatMonth(section.month)} <span>{t("common:photos", { count: section.photos })}</span>
              </h2>
              {of ? (
                rowsNear(of.rows, y - section.top - HEAD, tall).map((row) => (
                  <RowLine
                    key={row.from}
                    bucket={of.bucket}
                    row={row}
                    gap={heights.frame.gap}
                    query={query}
                    live={!moving}
                    tabAt={entry?.month === section.month && inRow(row, entry.photo) ? entry.photo : -1}
                  />
                ))
              ) : (
                <Waiting row={heights.frame.target} gap={heights.frame.gap} />
              )}
            </section>
          );
        })}
      </div>
      {months.length > 2 && <Scrubber starts={starts} top={margin} height={settled.height} nameAt={nameAt} />}
    </>
  );
}

type Known = { bucket: Bucket; rows: Row[] };

const inRow = (row: Row, photo: number) => row.from <= photo && photo < row.to;

function rowsNear(rows: Row[], y: number, tall: number) {
  const first = indexAt(rows, y - AHEAD);
  const last = indexAt(rows, y + tall + AHEAD);
  return rows.slice(first, last + 1);
}

/** Stripes where the rows will be. */
function Waiting({ row, gap }: { row: number; gap: number }) {
  return (
    <div
      className={css.waiting}
      style={{ "--row": `${row}px`, "--gap": `${gap}px` } as React.CSSProperties}
      aria-hidden
    />
  );
}

function queryOf(search: object) {
  const words = new URLSearchParams(Object.entries(search).map(([key, value]) => [key, String(value)])).toString();
  return words ? `?${words}` : "";
}
