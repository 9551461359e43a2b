import { describe, expect, test } from "vitest";
import { drawLine, findNearest, findTicks } from "./chart";

describe("findTicks", () => {
  test("goes in round steps from 0 to at least the highest", () => {
    expect(findTicks(62)).toEqual([0, 20, 40, 60, 80]);
    expect(findTicks(8.1)).toEqual([0, 5, 10]);
    expect(findTicks(0.3)).toEqual([0, 0.1, 0.2, 0.3]);
  });

  test("has a line to draw even where nothing is", () => {
    expect(findTicks(0)).toEqual([0, 1]);
  });
});

describe("drawLine", () => {
  test("starts at the first point and goes through all", () => {
    const line = drawLine([
      { x: 0, y: 10 },
      { x: 10, y: 4 },
    ]);

    expect(line).toBe("M0,10C5,10 5,4 10,4");
  });

  test("draws nothing of nothing", () => {
    expect(drawLine([])).toBe("");
  });
});

describe("findNearest", () => {
  test("finds the point under the pointer", () => {
    const points = [0, 40, 100].map((x) => ({ x, y: 0 }));

    expect([-5, 19, 21, 90].map((x) => findNearest(points, x))).toEqual([0, 0, 1, 2]);
  });
});
