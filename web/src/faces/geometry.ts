// Boxes and pixels. A box is [left, top, right, bottom] in pixels of the upright photo.
import type { Box } from "../api/types";

export type Size = { width: number; height: number };
export type Handle = "move" | "nw" | "ne" | "sw" | "se";

const SMALLEST = 8;

/** The size of a photo that just fits a place. */
export function fitInto(photo: Size, place: Size): Size {
  const scale = Math.min(place.width / photo.width, place.height / photo.height, 4);
  return { width: photo.width * scale, height: photo.height * scale };
}

/** Where a box stands over its photo, as CSS. */
export function placeOf(box: Box, photo: Size) {
  const [left, top, right, bottom] = box;
  return {
    left: `${(left / photo.width) * 100}%`,
    top: `${(top / photo.height) * 100}%`,
    width: `${((right - left) / photo.width) * 100}%`,
    height: `${((bottom - top) / photo.height) * 100}%`,
  };
}

/** The same in shares of the photo. */
export function sharesOf([left, top, right, bottom]: Box, { width, height }: Size) {
  return { left: left / width, top: top / height, right: right / width, bottom: bottom / height };
}

/** The box between two points, inside the photo. */
export function boxBetween(a: [number, number], b: [number, number], photo: Size): Box {
  const [left, right] = [a[0], b[0]].sort((x, y) => x - y) as [number, number];
  const [top, bottom] = [a[1], b[1]].sort((x, y) => x - y) as [number, number];
  return [Math.max(0, left), Math.max(0, top), Math.min(photo.width, right), Math.min(photo.height, bottom)];
}

export const isBigEnough = ([left, top, right, bottom]: Box) => right - left >= SMALLEST && bottom - top >= SMALLEST;

/** The box after one of its handles was moved, still inside the photo and not turned over. */
export function dragBox(box: Box, handle: Handle, dx: number, dy: number, photo: Size): Box {
  let [left, top, right, bottom] = box;
  if (handle === "move") {
    const x = clamp(dx, -left, photo.width - right);
    const y = clamp(dy, -top, photo.height - bottom);
    return [left + x, top + y, right + x, bottom + y];
  }
  if (handle.includes("w")) left = clamp(left + dx, 0, right - SMALLEST);
  if (handle.includes("e")) right = clamp(right + dx, left + SMALLEST, photo.width);
  if (handle.includes("n")) top = clamp(top + dy, 0, bottom - SMALLEST);
  if (handle.includes("s")) bottom = clamp(bottom + dy, top + SMALLEST, photo.height);
  return [left, top, right, bottom];
}

/** Faces as one reads: from left to right. */
export const inReadingOrder = <Boxed extends { box: Box }>(faces: readonly Boxed[]): Boxed[] =>
  [...faces].sort((a, b) => a.box[0] - b.box[0]);

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type Press = { key: string; shiftKey: boolean; repeat: boolean };

/** The box after an arrow key: moved, or with Shift resized at its lower right; null where the key is no arrow. */
export function boxByKey(box: Box, { key, shiftKey, repeat }: Press, photo: Size): Box | null {
  const arrow = ARROWS[key];
  if (!arrow) return null;
  const step = Math.max(1, Math.round((box[2] - box[0]) / 14)) * (repeat ? 2 : 1);
  return dragBox(box, shiftKey ? "se" : "move", arrow[0] * step, arrow[1] * step, photo);
}

/** A box to begin with, around a point. */
export function boxAround([x, y]: [number, number], photo: Size): Box {
  const half = Math.max(SMALLEST, Math.min(photo.width, photo.height) * 0.06);
  return boxBetween([x - half, y - half], [x + half, y + half], photo);
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), Math.max(least, most));
