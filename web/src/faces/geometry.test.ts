import { describe, expect, test } from "vitest";
import { boxAround, boxBetween, boxByKey, dragBox, fitInto, inReadingOrder, isBigEnough, placeOf } from "./geometry";

const photo = { width: 1000, height: 500 };

describe("fitInto", () => {
  test("fills the place in one direction and stays inside in the other", () => {
    expect(fitInto(photo, { width: 400, height: 400 })).toEqual({ width: 400, height: 200 });
  });

  test("does not blow a tiny picture up without end", () => {
    expect(fitInto({ width: 10, height: 10 }, { width: 900, height: 900 })).toEqual({ width: 40, height: 40 });
  });
});

describe("boxBetween", () => {
  test("is the same from whichever corner it was drawn, and ends at the edge", () => {
    expect(boxBetween([90, 80], [10, 20], photo)).toEqual([10, 20, 90, 80]);
    expect(boxBetween([-5, 20], [2000, 900], photo)).toEqual([0, 20, 1000, 500]);
  });
});

describe("dragBox", () => {
  const box = [100, 100, 200, 200] as [number, number, number, number];

  test("moves as far as the edge and keeps its size", () => {
    expect(dragBox(box, "move", 5000, -5000, photo)).toEqual([900, 0, 1000, 100]);
  });

  test("pulls one corner and leaves the opposite one", () => {
    expect(dragBox(box, "se", 30, -20, photo)).toEqual([100, 100, 230, 180]);
    expect(dragBox(box, "nw", -30, 20, photo)).toEqual([70, 120, 200, 200]);
  });

  test("never turns over nor gets too small", () => {
    expect(isBigEnough(dragBox(box, "se", -900, -900, photo))).toBe(true);
    expect(isBigEnough(dragBox(box, "nw", 900, 900, photo))).toBe(true);
  });
});

describe("placeOf", () => {
  test("speaks in shares of the photo, whatever its size on screen", () => {
    expect(placeOf([100, 50, 200, 150], photo)).toEqual({ left: "10%", top: "10%", width: "10%", height: "20%" });
  });
});

describe("boxByKey", () => {
  const press = (key: string, more = {}) => ({ key, shiftKey: false, repeat: false, ...more });

  test("moves with an arrow, twice as far while it is held, and resizes with Shift", () => {
    expect(boxByKey([100, 100, 240, 240], press("ArrowRight"), photo)).toEqual([110, 100, 250, 240]);
    expect(boxByKey([100, 100, 240, 240], press("ArrowUp", { repeat: true }), photo)).toEqual([100, 80, 240, 220]);
    expect(boxByKey([100, 100, 240, 240], press("ArrowDown", { shiftKey: true }), photo)).toEqual([100, 100, 240, 250]);
  });

  test("moves the smallest box as well, and leaves other keys alone", () => {
    expect(boxByKey([100, 100, 108, 108], press("ArrowLeft"), photo)).toEqual([99, 100, 107, 108]);
    expect(boxByKey([100, 100, 240, 240], press("x"), photo)).toBeNull();
  });
});

describe("boxAround", () => {
  test("begins around a point and stays in the photo", () => {
    expect(boxAround([500, 250], photo)).toEqual([470, 220, 530, 280]);
    expect(boxAround([0, 0], photo)).toEqual([0, 0, 30, 30]);
  });
});

describe("inReadingOrder", () => {
  test("goes from left to right and leaves what was given as it was", () => {
    const faces: { box: [number, number, number, number] }[] = [{ box: [50, 0, 60, 10] }, { box: [5, 90, 15, 99] }];

    expect(inReadingOrder(faces).map(({ box }) => box[0])).toEqual([5, 50]);
    expect(faces[0]?.box[0]).toBe(50);
  });
});
