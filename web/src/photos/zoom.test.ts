import { describe, expect, test } from "vitest";
import {
  approach,
  isZoomed,
  keepInside,
  largestScale,
  panBy,
  pinch,
  reveal,
  toggleAt,
  WHOLE,
  wantsOriginal,
  zoomAt,
} from "./zoom";

const photo = { width: 4000, height: 3000 };
const room = { fit: { width: 800, height: 600 }, place: { width: 1000, height: 600 }, most: 15 };

/** Where a share of the photo stands on screen. */
const standsAt = (view: typeof WHOLE, share: number) => (share - 0.5) * room.fit.width * view.scale + view.x;

describe("keepInside", () => {
  test("leaves no gap where there could be photo, and centres what is smaller than its place", () => {
    expect(keepInside({ scale: 2, x: 900, y: -900 }, room)).toEqual({ scale: 2, x: 300, y: -300 });
    expect(keepInside({ scale: 1.1, x: 30, y: 0 }, room)).toEqual({ scale: 1.1, x: 0, y: 0 });
  });

  test("knows a smallest and a largest", () => {
    expect(keepInside({ scale: 0.2, x: 0, y: 0 }, room).scale).toBe(1);
    expect(keepInside({ scale: 99, x: 0, y: 0 }, room).scale).toBe(15);
  });
});

describe("zoomAt", () => {
  test("keeps what is under the pointer under the pointer", () => {
    const near = zoomAt({ scale: 2, x: 0, y: 0 }, 2, { x: 200, y: 0 }, room);
    // 200 pixels beside the centre is 5/8 of a photo of 1,600 pixels.
    expect(standsAt(near, 0.625)).toBeCloseTo(200);
    expect(near.scale).toBe(4);
  });

  test("comes back to the whole photo", () => {
    const near = zoomAt(WHOLE, 3, { x: 150, y: 80 }, room);
    expect(zoomAt(near, 1 / 30, { x: -400, y: 0 }, room)).toEqual(WHOLE);
  });
});

describe("panBy", () => {
  test("does not move a photo that is wholly to be seen", () => {
    expect(panBy(WHOLE, 50, 50, room)).toEqual(WHOLE);
  });
});

describe("pinch", () => {
  test("grows by as much as the fingers parted, and follows their middle", () => {
    const start = { scale: 2, x: 0, y: 0 };
    const view = pinch(start, [at(-100), at(100)], [at(-150), at(250)], room);
    expect(view.scale).toBe(4);
    expect(standsAt(view, 0.5)).toBeCloseTo(50);
  });

  test("does nothing where both fingers are at one point", () => {
    expect(pinch(WHOLE, [at(0), at(0)], [at(0), at(10)], room).scale).toBe(1);
  });
});

describe("toggleAt", () => {
  test("shows the photo's own pixels, and the whole again", () => {
    const near = toggleAt(WHOLE, at(0), photo, room);
    expect(near.scale).toBe(5);
    expect(toggleAt(near, at(0), photo, room)).toEqual(WHOLE);
    expect(isZoomed(toggleAt(WHOLE, at(0), { width: 400, height: 300 }, room))).toBe(true);
  });
});

describe("reveal", () => {
  const box = { left: 0.9, top: 0.45, right: 1, bottom: 0.55 };

  test("brings a face into sight, and leaves alone what is in sight", () => {
    const near = { scale: 4, x: 0, y: 0 };
    const moved = reveal(near, box, room);
    expect(standsAt(moved, 1)).toBeLessThanOrEqual(500);
    expect(reveal(moved, box, room)).toEqual(moved);
    expect(reveal(WHOLE, box, room)).toEqual(WHOLE);
  });
});

describe("largestScale", () => {
  test("lets single pixels be seen, and small photos grow too", () => {
    expect(largestScale(photo, room.fit)).toBe(15);
    expect(largestScale({ width: 300, height: 200 }, room.fit)).toBe(4);
  });
});

describe("wantsOriginal", () => {
  test("asks for it when the screen shows more than the preview has, and the browser can draw it", () => {
    expect(wantsOriginal(2048, 4000, photo, "jpeg")).toBe(true);
    expect(wantsOriginal(2048, 1600, photo, "jpeg")).toBe(false);
    expect(wantsOriginal(4000, 9000, photo, "jpeg")).toBe(false);
    expect(wantsOriginal(2048, 4000, photo, "heic")).toBe(false);
  });
});

function at(x: number) {
  return { x, y: 0 };
}

describe("approach", () => {
  const part = { left: 0.5, top: 0.5, right: 0.525, bottom: 0.55 };

  test("makes a small part large enough to be handled, and brings it to the middle", () => {
    const near = approach(WHOLE, part, room);
    expect(0.025 * room.fit.width * near.scale).toBeCloseTo(150);
    expect(standsAt(near, 0.5125)).toBeCloseTo(0);
  });

  test("leaves alone what is large enough", () => {
    expect(approach(WHOLE, { left: 0.2, top: 0.2, right: 0.6, bottom: 0.8 }, room)).toEqual(WHOLE);
  });

  test("comes no nearer than anybody may", () => {
    expect(approach(WHOLE, { left: 0.5, top: 0.5, right: 0.501, bottom: 0.501 }, room).scale).toBe(15);
  });
});
