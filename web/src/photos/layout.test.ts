import { describe, expect, test } from "vitest";
import {
  anchorAt,
  dayAt,
  guessHeight,
  HEAD,
  heightOfRows,
  indexAt,
  justify,
  middleOf,
  photoAt,
  placeOfAnchor,
  shownRatio,
  stack,
} from "./layout";

const frame = { width: 1000, target: 200, gap: 4 };
const many = Array.from({ length: 500 }, (_, at) => [1333, 750, 1500, 1000, 1778][at % 5] as number);
const widthOf = (ratios: number[], row: { from: number; to: number; height: number }) =>
  ratios.slice(row.from, row.to).reduce((sum, ratio) => sum + shownRatio(ratio) * row.height + frame.gap, -frame.gap);

describe("justify", () => {
  test("fills every row but the last to the edge", () => {
    const rows = justify(many, frame);

    for (const row of rows.slice(0, -1)) expect(widthOf(many, row)).toBeCloseTo(1000, 6);
  });

  test("has every photo once and in order", () => {
    const rows = justify(many, frame);

    expect(rows.flatMap(({ from, to }) => many.slice(from, to))).toEqual(many);
    expect(rows.every((row, at) => row.from === (rows[at - 1]?.to ?? 0))).toBe(true);
  });

  test("keeps rows near the height that is wanted", () => {
    for (const { height } of justify(many, frame)) {
      expect(height).toBeGreaterThan(130);
      expect(height).toBeLessThan(300);
    }
  });

  test("does not blow up the photos of a short last row", () => {
    expect(justify([1000], frame)).toEqual([{ from: 0, to: 1, top: 0, height: 200 }]);
  });

  test("gives a panorama a row that can be seen", () => {
    const [row] = justify([9000, 1000, 1000], frame);

    expect(row?.height).toBeGreaterThan(100);
  });

  test("never goes beyond the edge on a phone, whatever is in it", () => {
    const narrow = { width: 328, target: 109, gap: 3 };
    for (const row of justify([...many, 12000, 200, 12000], narrow)) {
      const width = [...many, 12000, 200, 12000]
        .slice(row.from, row.to)
        .reduce((sum, ratio) => sum + shownRatio(ratio) * row.height + 3, -3);
      expect(width).toBeLessThanOrEqual(328.01);
    }
  });
});

describe("guessHeight", () => {
  test("is near what a usual month turns out to be", () => {
    const real = heightOfRows(justify(many, frame), frame.gap);

    expect(guessHeight(many.length, frame) / real).toBeGreaterThan(0.8);
    expect(guessHeight(many.length, frame) / real).toBeLessThan(1.25);
  });
});

describe("indexAt", () => {
  test("finds who begins last at or above a place", () => {
    const things = [{ top: 0 }, { top: 10 }, { top: 20 }];

    expect([-5, 0, 9, 10, 19, 20, 99].map((y) => indexAt(things, y))).toEqual([0, 0, 0, 1, 1, 2, 2]);
  });
});

describe("an anchor", () => {
  const months = [
    { month: "2024-02", photos: 100 },
    { month: "2024-01", photos: 500 },
  ];
  const rows = justify(many, frame);
  const known = (month: string) => (month === "2024-01" ? rows : undefined);
  const heights = (first: number) =>
    stack(months, (month) => (month === "2024-01" ? heightOfRows(rows, frame.gap) : first)).sections;

  test("stays at its photo when a month above turns out higher", () => {
    const [before, after] = [heights(1000), heights(1700)];
    const y = 1000 + 2 * HEAD + 3333;

    const anchor = anchorAt(before, known, y);

    expect(anchor && placeOfAnchor(after, known, anchor)).toBeCloseTo(y + 700);
  });

  test("stays near its share of a month whose photos were not known", () => {
    const sections = heights(1000);
    const anchor = anchorAt(sections, () => undefined, 1000 + 2 * HEAD + 500);

    expect(anchor?.photo).toBe(-1);
    expect(anchor && placeOfAnchor(sections, known, anchor)).toBeCloseTo(1000 + 2 * HEAD + 500);
  });

  test("is nowhere when its month is gone", () => {
    expect(placeOfAnchor(heights(10), known, { month: "1999-01", photo: 1, share: 0, offset: 0 })).toBeNull();
  });
});

describe("photoAt", () => {
  test("finds the photo below the middle of the one above", () => {
    const [first, second] = justify(many, frame);
    if (!first || !second) throw new Error("There are rows.");

    const below = photoAt(many, second, middleOf(many, first, first.from + 1, frame.gap), frame.gap);

    expect(below).toBeGreaterThanOrEqual(second.from);
    expect(below).toBeLessThan(second.to);
    expect(photoAt(many, first, 99_999, frame.gap)).toBe(first.to - 1);
  });
});

describe("dayAt", () => {
  const { sections } = stack(
    [
      { month: "2024-02", photos: 3 },
      { month: "2024-01", photos: 9 },
    ],
    () => 500,
  );
  const rows = [
    { from: 0, to: 2, top: 0, height: 200 },
    { from: 2, to: 3, top: 204, height: 200 },
  ];
  const known = new Map([["2024-02", { bucket: { days: [29, 28, 7] }, rows }]]);

  test("tells the day of the row that stands there", () => {
    expect(dayAt(sections, known, 0)).toEqual({ month: "2024-02", day: 29 });
    expect(dayAt(sections, known, HEAD + 230)).toEqual({ month: "2024-02", day: 7 });
  });

  test("tells the month where nobody has looked yet", () => {
    expect(dayAt(sections, known, 700)).toEqual({ month: "2024-01", day: undefined });
    expect(dayAt([], known, 10)).toBeNull();
  });
});
