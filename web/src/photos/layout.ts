// Where everything on the timeline stands: rows that fill the width and keep each photo's shape, months one below the
// other, and the place on screen that stays where it is when a month turns out higher than was thought.

export type Row = { from: number; to: number; top: number; height: number };
export type Frame = { width: number; target: number; gap: number };
export type Section = { month: string; photos: number; top: number; height: number };

export const HEAD = 60;
/** Most photos lie between upright and wide: so wide is a photo of a month nobody has looked at. */
const USUAL = 1.3;
const [NARROWEST, WIDEST] = [0.4, 4];

/** How high rows should be: a bigger screen shows bigger photos first, then more of them. */
export function targetHeight(width: number) {
  if (width < 600) return Math.max(96, width / 3);
  return width < 1100 ? 176 : width < 1900 ? 216 : 264;
}

/** A panorama is shown cut in the grid, or it would be a line. */
export const shownRatio = (ratio: number) => Math.min(WIDEST, Math.max(NARROWEST, ratio / 1000));

/** Put photos in rows as high as wanted, more or less, that end at the right edge; the last may end before. */
export function justify(ratios: readonly number[], { width, target, gap }: Frame): Row[] {
  const rows: Row[] = [];
  let [from, sum, top] = [0, 0, 0];
  const heightOf = (photos: number, ratio: number) => (width - gap * (photos - 1)) / ratio;
  const close = (to: number, height: number) => {
    rows.push({ from, to, top, height });
    top += height + gap;
    from = to;
    sum = 0;
  };
  for (let at = 0; at < ratios.length; at += 1) {
    const ratio = shownRatio(ratios[at] ?? 1000);
    const before = at > from ? heightOf(at - from, sum) : Number.POSITIVE_INFINITY;
    sum += ratio;
    const now = heightOf(at + 1 - from, sum);
    if (now > target) continue;
    // One photo fewer makes the row too high, one more makes it too low: what is nearer to the wanted height?
    if (before / target < target / now) {
      close(at, before);
      sum = ratio;
      if (heightOf(1, sum) <= target) close(at + 1, heightOf(1, sum));
    } else close(at + 1, now);
  }
  if (from < ratios.length) {
    const full = heightOf(ratios.length - from, sum);
    close(ratios.length, full < target * 1.25 ? full : target);
  }
  return rows;
}

/** How high a month's rows are together; each has a gap below it. */
export const heightOfRows = (rows: readonly Row[], gap: number) => {
  const last = rows.at(-1);
  return last ? last.top + last.height + gap : 0;
};

/** How high a month will be, as long as only the number of its photos is known. */
export function guessHeight(photos: number, { width, target, gap }: Frame) {
  const inRow = Math.max(1, width / (USUAL * target + gap));
  return Math.ceil(photos / inRow) * (target + gap);
}

/** Months one below the other. */
export function stack(
  months: readonly { month: string; photos: number }[],
  heightOf: (month: string, photos: number) => number,
) {
  let top = 0;
  const sections = months.map(({ month, photos }): Section => {
    const height = HEAD + heightOf(month, photos);
    top += height;
    return { month, photos, top: top - height, height };
  });
  return { sections, height: top };
}

/** The last of some things, sorted by `top`, that begins at or above `y`; the first where none does. */
export function indexAt(things: readonly { top: number }[], y: number) {
  let [low, high] = [0, things.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((things[middle]?.top ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** A place on the timeline that means the same whatever the heights are: a photo, and how far from its top. */
export type Anchor = { month: string; photo: number; share: number; offset: number };
type RowsOf = (month: string) => readonly Row[] | undefined;

export function anchorAt(sections: readonly Section[], rowsOf: RowsOf, y: number): Anchor | null {
  const section = sections[indexAt(sections, y)];
  if (!section) return null;
  const inside = y - section.top - HEAD;
  const share = section.height > HEAD ? inside / (section.height - HEAD) : 0;
  const rows = inside < 0 ? undefined : rowsOf(section.month);
  const row = rows?.[indexAt(rows, inside)];
  return row
    ? { month: section.month, photo: row.from, share, offset: inside - row.top }
    : { month: section.month, photo: -1, share, offset: inside };
}

/** The day that stands at `y`, or the month where its photos are not known yet. */
export function dayAt(
  sections: readonly Section[],
  known: ReadonlyMap<string, { bucket: { days: readonly number[] }; rows: readonly Row[] }>,
  y: number,
): { month: string; day?: number } | null {
  const section = sections[indexAt(sections, y)];
  if (!section) return null;
  const { month } = section;
  const rows = known.get(month)?.rows;
  const row = rows?.[indexAt(rows, y - section.top - HEAD)];
  return { month, day: row && known.get(month)?.bucket.days[row.from] };
}

/** Where an anchor is now; null when its month is gone. */
export function placeOfAnchor(sections: readonly Section[], rowsOf: RowsOf, anchor: Anchor): number | null {
  const section = sections.find(({ month }) => month === anchor.month);
  if (!section) return null;
  const start = section.top + HEAD;
  const rows = rowsOf(anchor.month);
  if (anchor.photo >= 0 && rows) {
    const row = rows.find(({ from, to }) => from <= anchor.photo && anchor.photo < to);
    if (row) return start + row.top + Math.min(anchor.offset, row.height);
  }
  if (anchor.share <= 0) return start + anchor.offset;
  if (!rows) return start + anchor.share * (section.height - HEAD);
  // The rows have come: what was half way down the guess is half way down the month.
  return start + anchor.share * (section.height - HEAD);
}

/** The photo of a row that stands at `x`, and the middle of one. */
export function photoAt(ratios: readonly number[], row: Row, x: number, gap: number) {
  let left = 0;
  for (let at = row.from; at < row.to; at += 1) {
    left += shownRatio(ratios[at] ?? 1000) * row.height + gap;
    if (x < left) return at;
  }
  return row.to - 1;
}

export function middleOf(ratios: readonly number[], row: Row, photo: number, gap: number) {
  let left = 0;
  for (let at = row.from; at < photo; at += 1) left += shownRatio(ratios[at] ?? 1000) * row.height + gap;
  return left + (shownRatio(ratios[photo] ?? 1000) * row.height) / 2;
}
