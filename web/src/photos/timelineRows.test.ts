import { describe, expect, test } from "vitest";
import { HEAD_HEIGHT, monthAt, rowsOf, startsOf } from "./timelineRows";

const months = [
  { month: "2024-03", photos: 5 },
  { month: "2023-12", photos: 2 },
];

describe("rowsOf", () => {
  test("has a heading for each month and lines of so many photos", () => {
    const rows = rowsOf(months, 4).map((row) => (row.kind === "head" ? row.month : `${row.from}-${row.to}`));

    expect(rows).toEqual(["2024-03", "0-4", "4-5", "2023-12", "0-2"]);
  });
});

describe("startsOf", () => {
  test("knows where each month begins before any photo is there", () => {
    const { starts, height } = startsOf(months, 4, 100);

    expect(height).toBe(2 * HEAD_HEIGHT + 300);
    expect(starts[1]?.share).toBeCloseTo((HEAD_HEIGHT + 200) / height);
  });

  test("finds the month at any place", () => {
    const { starts } = startsOf(months, 4, 100);

    expect([0, 0.5, 0.7, 1].map((share) => monthAt(starts, share))).toEqual([
      "2024-03",
      "2024-03",
      "2023-12",
      "2023-12",
    ]);
  });
});
