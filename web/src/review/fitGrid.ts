// How large faces can be so that all are seen at once. Pure.

export type Place = { width: number; height: number };

const GAP = 10;
const LARGEST = { one: 380, few: 280, many: 300 };
const SMALLEST = 88; // below that nobody is recognised: rather scroll

/** The side of a square face, in pixels, and how many stand side by side. */
export function fitGrid(count: number, { width, height }: Place, { columns }: { columns?: number } = {}) {
  const most = count === 1 ? LARGEST.one : count <= 4 ? LARGEST.few : LARGEST.many;
  const side = (across: number) => {
    const down = Math.ceil(count / across);
    const byWidth = (width - (across - 1) * GAP) / across;
    return columns ? byWidth : Math.min(byWidth, (height - (down - 1) * GAP) / down);
  };
  let best = columns ? Math.min(columns, count) : 1;
  if (!columns) for (let across = 2; across <= count; across += 1) if (side(across) > side(best) + 0.5) best = across;
  const wanted = Math.max(Math.min(SMALLEST, width), Math.min(most, side(best)));
  if (!columns && side(best) < SMALLEST) best = Math.max(1, Math.floor((width + GAP) / (wanted + GAP)));
  const down = Math.ceil(count / best);
  return { side: Math.floor(wanted), columns: best, gap: GAP, fits: down * (wanted + GAP) - GAP <= height + 1 };
}
