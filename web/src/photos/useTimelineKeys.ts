// Arrows walk from photo to photo; Home and End go to the newest and the oldest; a page is a screen.
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Bucket } from "../api/types";
import { HEAD, indexAt, middleOf, photoAt, type Row, type Section } from "./layout";

type Place = { month: string; photo: number };
type Known = Map<string, { bucket: Bucket; rows: Row[] }>;
type Options = { sections: Section[]; known: Known; gap: number; margin: number; tall: number };

/** The photo somebody opened last: it has the focus again when they come back. */
let opened: Place | null = null;

export function useTimelineKeys({ sections, known, gap, margin, tall }: Options) {
  const [focused, setFocused] = useState<Place | null>(opened);
  const wanted = useRef<Place | null>(opened);
  // The photo may not be there yet: it gets the focus as soon as it is.
  useEffect(() => {
    if (!wanted.current) return;
    const { month, photo } = wanted.current;
    const link = document.querySelector<HTMLElement>(`[data-place="${month}/${photo}"]`);
    if (!link) return;
    wanted.current = null;
    opened = null;
    link.focus({ preventScroll: true });
  });

  const goTo = (place: Place) => {
    const section = sections.find(({ month }) => month === place.month);
    if (!section) return;
    wanted.current = place;
    setFocused(place);
    const row = known.get(place.month)?.rows.find(({ from, to }) => from <= place.photo && place.photo < to);
    const share = section.photos ? place.photo / section.photos : 0;
    const top = margin + section.top + HEAD + (row ? row.top : share * (section.height - HEAD));
    const height = row?.height ?? 200;
    const [above, below] = [top - HEAD - 12, top + height + 24 - tall];
    if (window.scrollY > above) window.scrollTo({ top: above, behavior: "instant" });
    else if (window.scrollY < below) window.scrollTo({ top: below, behavior: "instant" });
  };

  const step = (place: Place, by: number): Place | null => {
    const at = sections.findIndex(({ month }) => month === place.month);
    const photo = place.photo + by;
    const section = sections[at];
    if (!section) return null;
    if (photo >= 0 && photo < section.photos) return { month: place.month, photo };
    const next = sections[at + (by < 0 ? -1 : 1)];
    return next ? { month: next.month, photo: by < 0 ? next.photos - 1 : 0 } : null;
  };

  const climb = (place: Place, up: boolean): Place | null => {
    const here = known.get(place.month);
    if (!here) return null;
    const rowAt = here.rows.findIndex(({ from, to }) => from <= place.photo && place.photo < to);
    const row = here.rows[rowAt];
    if (!row) return null;
    const x = middleOf(here.bucket.ratios, row, place.photo, gap);
    const inMonth = here.rows[rowAt + (up ? -1 : 1)];
    if (inMonth) return { month: place.month, photo: photoAt(here.bucket.ratios, inMonth, x, gap) };
    const next = sections[sections.findIndex(({ month }) => month === place.month) + (up ? -1 : 1)];
    if (!next) return null;
    const there = known.get(next.month);
    const edge = there?.rows.at(up ? -1 : 0);
    if (!there || !edge) return { month: next.month, photo: up ? next.photos - 1 : 0 };
    return { month: next.month, photo: photoAt(there.bucket.ratios, edge, x, gap) };
  };

  const page = (place: Place, up: boolean): Place | null => {
    let there: Place | null = place;
    for (let gone = 0; there && gone < tall * 0.8; ) {
      const rows = known.get(there.month)?.rows;
      const { photo }: Place = there;
      gone += rows?.find(({ from, to }) => from <= photo && photo < to)?.height ?? tall;
      const next = climb(there, up);
      if (!next) break;
      there = next;
    }
    return there;
  };

  const target = (key: string, place: Place): Place | null | undefined => {
    const [first, last] = [sections[0], sections.at(-1)];
    if (key === "ArrowLeft") return step(place, -1);
    if (key === "ArrowRight") return step(place, 1);
    if (key === "ArrowUp" || key === "ArrowDown") return climb(place, key === "ArrowUp");
    if (key === "PageUp" || key === "PageDown") return page(place, key === "PageUp");
    if (key === "Home") return first && { month: first.month, photo: 0 };
    if (key === "End") return last && { month: last.month, photo: last.photos - 1 };
    return undefined;
  };

  return {
    press(event: KeyboardEvent) {
      const place = placeOf(event.target as Element);
      if (!place || event.metaKey || event.ctrlKey || event.altKey) return;
      const next = target(event.key, place);
      if (next === undefined) return;
      event.preventDefault();
      if (next) goTo(next);
    },
    remember(link: Element | null) {
      opened = link && placeOf(link);
    },
    /** The one photo that Tab comes to: that of the last step if it is near, or the first on screen. */
    entryOf(shown: Section[], y: number): Place | null {
      if (focused && known.has(focused.month) && shown.some(({ month }) => month === focused.month)) return focused;
      for (const section of shown) {
        const rows = known.get(section.month)?.rows;
        if (!rows || section.top + section.height < y) continue;
        const row = rows[indexAt(rows, y - section.top - HEAD)];
        if (row) return { month: section.month, photo: row.from };
      }
      return null;
    },
  };
}

function placeOf(element: Element): Place | null {
  const [month, photo] = element.closest<HTMLElement>("[data-place]")?.dataset.place?.split("/") ?? [];
  return month && photo ? { month, photo: Number(photo) } : null;
}
