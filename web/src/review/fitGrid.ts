// How large faces can be so that all are seen at once. Pure.

export type Place = { width: number; height: number };

const GAP = 10;
const LARGEST = { one: 380, few: 280, many: 300 };
const SMALLEST = 88; // below that nobody is recognised: rather scroll
const ON_PHONE = 3; // side by side, however far it goes down

/** The side of a square face, in pixels, and how many stand side by side. */
export function fitGrid(count: number, { width, height }: Place, { phone = false } = {}) {
  const most = count === 1 ? LARGEST.one : count <= 4 ? LARGEST.few : LARGEST.many;
  const byWidth = (across: number) => (width - (across - 1) * GAP) / across;
  const side = (across: number) => {
    if (phone && across >= ON_PHONE) return byWidth(across);
    const down = Math.ceil(count / across);
    return Math.min(byWidth(across), (height - (down - 1) * GAP) / down);
  };
  let best = 1;
  const widest = phone ? Math.min(ON_PHONE, count) : count;
  for (let across = 2; across <= widest; across += 1) if (side(across) > side(best) + 0.5) best = across;
  const wanted = Math.max(Math.min(SMALLEST, width), Math.min(most, side(best)));
  if (!phone && side(best) < SMALLEST) best = Math.max(1, Math.floor((width + GAP) / (wanted + GAP)));
  const down = Math.ceil(count / best);
  return { side: Math.floor(wanted), columns: best, gap: GAP, fits: down * (wanted + GAP) - GAP <= height + 1 };
}
