// The rows of the timeline: a heading for each month, and under it its photos in lines of equal squares.

export type Row =
  | { month: string; kind: "head"; photos: number }
  | { month: string; kind: "line"; from: number; to: number };

export const HEAD_HEIGHT = 64;

export function rowsOf(months: { month: string; photos: number }[], columns: number): Row[] {
  const rows: Row[] = [];
  for (const { month, photos } of months) {
    rows.push({ month, kind: "head", photos });
    for (let from = 0; from < photos; from += columns) {
      rows.push({ month, kind: "line", from, to: Math.min(photos, from + columns) });
    }
  }
  return rows;
}

/** Where each month begins, as a share of the whole height. */
export function startsOf(months: { month: string; photos: number }[], columns: number, lineHeight: number) {
  let height = 0;
  const tops = months.map(({ month, photos }) => {
    const top = height;
    height += HEAD_HEIGHT + Math.ceil(photos / columns) * lineHeight;
    return { month, top };
  });
  return { starts: tops.map(({ month, top }) => ({ month, share: height ? top / height : 0 })), height };
}

export function monthAt(starts: { month: string; share: number }[], share: number): string | undefined {
  return starts.findLast((start) => start.share <= share + 1e-9)?.month ?? starts[0]?.month;
}
