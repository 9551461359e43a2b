import { describe, expect, test } from "vitest";
import { findScale } from "./ChecksChart";
import { drawLine, findNearest, findTicks } from "./chart";
import { tellShare } from "./FaceStates";
import { nextPoint } from "./Plot";

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

describe("nextPoint", () => {
  test("goes from point to point, and to both ends", () => {
    expect(nextPoint("ArrowRight", null, 4)).toBe(0);
    expect(nextPoint("ArrowLeft", null, 4)).toBe(3);
    expect(nextPoint("ArrowRight", 3, 4)).toBe(3);
    expect(nextPoint("ArrowLeft", 2, 4)).toBe(1);
    expect([nextPoint("Home", 2, 4), nextPoint("End", 2, 4)]).toEqual([0, 3]);
  });

  test("leaves other keys to the page, and Escape where nothing is shown", () => {
    expect(nextPoint("Tab", 1, 4)).toBeUndefined();
    expect(nextPoint("Escape", null, 4)).toBeUndefined();
    expect(nextPoint("Escape", 1, 4)).toBeNull();
    expect(nextPoint("ArrowRight", null, 0)).toBeUndefined();
  });
});

describe("findScale", () => {
  test("goes in round steps from below the lowest share to all", () => {
    expect(findScale(0.95)).toEqual([0.94, 0.96, 0.98, 1]);
    expect(findScale(0.71)).toEqual([0.7, 0.8, 0.9, 1]);
    expect(findScale(0)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
});

describe("tellShare", () => {
  test("never calls a few none, or nearly all all", () => {
    expect([tellShare(0.00001), tellShare(0.9999), tellShare(1), tellShare(0.25)]).toEqual([
      "< 0.1%",
      "99.9%",
      "100%",
      "25%",
    ]);
  });
});
