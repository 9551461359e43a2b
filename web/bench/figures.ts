// What is measured, and what it should be.

export type Figure = {
  name: string;
  value: number;
  unit: string;
  /** The value should be at most, or at least, this; without it the figure only explains another. */
  most?: number;
  least?: number;
};

export const isMet = ({ value, most, least }: Figure) =>
  value <= (most ?? Number.POSITIVE_INFINITY) && value >= (least ?? Number.NEGATIVE_INFINITY);

export const hasAim = (figure: Figure) => figure.most !== undefined || figure.least !== undefined;

/** The value below which a share of the values lies. */
export function quantile(values: number[], share: number) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: number[]) => quantile(values, 0.5);

/** Frames drawn in a second, from the times between them: the middle, and what all but a twentieth are faster than. */
export function framesPerSecond(deltas: number[]) {
  return { median: 1000 / median(deltas), slowest: 1000 / quantile(deltas, 0.95) };
}

export function toTable(figures: Figure[]) {
  const rows = figures.map((figure) => {
    const aim =
      figure.most !== undefined ? `<= ${figure.most}` : figure.least !== undefined ? `>= ${figure.least}` : "";
    const verdict = !hasAim(figure) ? "" : isMet(figure) ? "met" : "MISSED";
    return [figure.name, `${round(figure.value)} ${figure.unit}`, aim, verdict];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("   ")
        .trimEnd(),
    )
    .join("\n");
}

export const round = (value: number) => (Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
