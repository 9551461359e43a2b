// Where tiles stand and who is next to whom. Pure: numbers in, numbers out.

export type Place = { columns: number; width: number; height: number; gap: number; count: number };
export type Rect = { left: number; top: number; right: number; bottom: number };

/** The rectangle between two points, whichever way it was drawn. */
export const rectBetween = (ax: number, ay: number, bx: number, by: number): Rect => ({
  left: Math.min(ax, bx),
  top: Math.min(ay, by),
  right: Math.max(ax, bx),
  bottom: Math.max(ay, by),
});

/** The tiles that a rectangle touches, both measured from the corner of the grid. */
export function tilesIn(rect: Rect, { columns, width, height, gap, count }: Place): number[] {
  const [stepX, stepY] = [width + gap, height + gap];
  const first = (from: number, step: number, size: number) => {
    const at = Math.floor(from / step);
    return Math.max(0, from - at * step > size ? at + 1 : at);
  };
  const [left, top] = [first(rect.left, stepX, width), first(rect.top, stepY, height)];
  const right = Math.min(columns - 1, Math.floor(rect.right / stepX));
  const bottom = Math.min(Math.ceil(count / columns) - 1, Math.floor(rect.bottom / stepY));
  const found: number[] = [];
  if (rect.right < 0 || rect.bottom < 0) return found;
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const at = row * columns + column;
      if (at < count) found.push(at);
    }
  }
  return found;
}

/** The tile an arrow, Home, End or a page key leads to; undefined for every other key. */
export function nextTile(key: string, at: number, columns: number, count: number, rowsOnScreen = 3) {
  const last = count - 1;
  const steps: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns < 0 ? at : at - columns,
    ArrowDown: at + columns > last ? below(at, columns, last) : at + columns,
    Home: 0,
    End: last,
    PageUp: Math.max(at - columns * rowsOnScreen, at % columns),
    PageDown: Math.min(at + columns * rowsOnScreen, last),
  };
  const next = steps[key];
  return next === undefined || count === 0 ? undefined : Math.min(last, Math.max(0, next));
}

/** Below the last full row stands the last tile, unless one is in the last row already. */
const below = (at: number, columns: number, last: number) =>
  Math.floor(at / columns) < Math.floor(last / columns) ? last : at;

export type Rows = { first: number; last: number };

/** The rows that are on screen, or will be soon; `y` is how far the window's top is below the grid's. */
export function rowsInView(
  y: number,
  tall: number,
  { step, rows, ahead }: { step: number; rows: number; ahead: number },
) {
  const first = Math.max(0, Math.floor(y / step) - ahead);
  const last = Math.min(rows - 1, Math.floor((y + tall) / step) + ahead);
  return { first, last };
}

/** How far the page is to be scrolled so that a row can be seen whole, and no further. */
export function scrollToShow(row: { top: number; height: number }, { y, tall }: { y: number; tall: number }) {
  if (row.top < y) return row.top;
  return row.top + row.height > y + tall ? row.top + row.height - tall : y;
}
