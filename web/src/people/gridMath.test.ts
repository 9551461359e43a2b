import { describe, expect, test } from "vitest";
import { nextTile, rectBetween, rowsInView, scrollToShow, tilesIn } from "./gridMath";

// 3 columns of 100 x 150 with 10 between them, 8 tiles.
const place = { columns: 3, width: 100, height: 150, gap: 10, count: 8 };

describe("tilesIn", () => {
  test("takes every tile that is touched, whichever way the rectangle was drawn", () => {
    expect(tilesIn(rectBetween(150, 200, 90, 10), place)).toEqual([0, 1, 3, 4]);
    expect(tilesIn(rectBetween(90, 10, 150, 200), place)).toEqual([0, 1, 3, 4]);
  });

  test("takes none in the gaps between tiles", () => {
    expect(tilesIn(rectBetween(101, 0, 109, 400), place)).toEqual([]);
    expect(tilesIn(rectBetween(0, 151, 300, 159), place)).toEqual([]);
  });

  test("ends where the grid ends", () => {
    expect(tilesIn(rectBetween(-50, -50, 9000, 9000), place)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(tilesIn(rectBetween(225, 330, 300, 400), place)).toEqual([]);
    expect(tilesIn(rectBetween(-50, -50, -10, 400), place)).toEqual([]);
  });
});

describe("nextTile", () => {
  test("follows the arrows and stops at the edges", () => {
    expect(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => nextTile(key, 4, 3, 8))).toEqual([
      3, 5, 1, 7,
    ]);
    expect([nextTile("ArrowLeft", 0, 3, 8), nextTile("ArrowUp", 1, 3, 8), nextTile("ArrowRight", 7, 3, 8)]).toEqual([
      0, 1, 7,
    ]);
  });

  test("goes to the last tile where there is none below, and stays in the last row", () => {
    expect(nextTile("ArrowDown", 5, 3, 8)).toBe(7);
    expect(nextTile("ArrowDown", 6, 3, 8)).toBe(6);
  });

  test("jumps to both ends and by pages", () => {
    expect([nextTile("Home", 5, 3, 800), nextTile("End", 5, 3, 800)]).toEqual([0, 799]);
    expect([
      nextTile("PageDown", 5, 3, 800, 4),
      nextTile("PageUp", 17, 3, 800, 4),
      nextTile("PageUp", 5, 3, 800),
    ]).toEqual([17, 5, 2]);
  });

  test("knows no other key, and nowhere to go in an empty grid", () => {
    expect(nextTile("a", 5, 3, 8)).toBeUndefined();
    expect(nextTile("ArrowDown", 0, 3, 0)).toBeUndefined();
  });
});

describe("rowsInView", () => {
  const rows = { step: 100, rows: 50, ahead: 2 };

  test("takes those the window touches and some around them", () => {
    expect(rowsInView(1050, 300, rows)).toEqual({ first: 8, last: 15 });
  });

  test("ends where the rows do", () => {
    expect(rowsInView(-400, 300, rows)).toEqual({ first: 0, last: 1 });
    expect(rowsInView(4900, 300, rows)).toEqual({ first: 47, last: 49 });
    expect(rowsInView(0, 300, { ...rows, rows: 0 }).last).toBe(-1);
  });
});

describe("scrollToShow", () => {
  const row = { top: 1000, height: 200 };

  test("scrolls just as far as it takes to see the row whole", () => {
    expect(scrollToShow(row, { y: 1100, tall: 600 })).toBe(1000);
    expect(scrollToShow(row, { y: 500, tall: 600 })).toBe(600);
  });

  test("stays where the row can be seen", () => {
    expect(scrollToShow(row, { y: 800, tall: 600 })).toBe(800);
  });
});
