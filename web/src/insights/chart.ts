// The few sums a chart needs.

/** Round numbers from 0 to at least `most`, about `wanted` of them. */
export function findTicks(most: number, wanted = 4): number[] {
  if (!(most > 0)) return [0, 1];
  const raw = most / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((nice) => nice * power >= raw * 0.999) ?? 10) * power;
  const ticks = [0];
  while ((ticks.at(-1) ?? 0) < most * 0.999) ticks.push(Number((ticks.length * step).toPrecision(12)));
  return ticks;
}

export type Point = { x: number; y: number };

/** A line through points that bends softly and never rises above or falls below two neighbours. */
export function drawLine(points: Point[]) {
  return points
    .map((at, i) => {
      const before = points[i - 1];
      if (!before) return `M${round(at.x)},${round(at.y)}`;
      const middle = round((before.x + at.x) / 2);
      return `C${middle},${round(before.y)} ${middle},${round(at.y)} ${round(at.x)},${round(at.y)}`;
    })
    .join("");
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The point nearest to where the pointer is. */
export function findNearest(points: Point[], x: number) {
  return points.reduce((best, at, i) => (Math.abs(at.x - x) < Math.abs((points[best]?.x ?? x) - x) ? i : best), 0);
}
