// How large a photo stands in its place, and where. Nothing but numbers; all in pixels of the screen.
import type { Size } from "../faces/geometry";

/** So many times larger than it fits; its centre stands x and y beside the centre of the place. */
export type View = { scale: number; x: number; y: number };
export type Point = { x: number; y: number };
/** The size in which the photo just fits, the place it stands in, and the largest scale. */
export type Room = { fit: Size; place: Size; most: number };

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
export const STEP = 1.5;
const NEARLY = 1.01;

export const isZoomed = (view: View) => view.scale > NEARLY;

/** Large enough to see single pixels of the photo, and at least four times what fits. */
export const largestScale = (photo: Size, fit: Size) => Math.max(4, (3 * photo.width) / fit.width);

/** No larger or smaller than allowed, and no gap where there could be photo. */
export function keepInside({ scale, x, y }: View, { fit, place, most }: Room): View {
  const kept = clamp(scale, 1, most);
  const over = (size: number, room: number) => Math.max(0, (size * kept - room) / 2);
  const [right, down] = [over(fit.width, place.width), over(fit.height, place.height)];
  // Adding nothing makes a zero of a minus zero.
  return { scale: kept, x: clamp(x, -right, right) + 0, y: clamp(y, -down, down) + 0 };
}

/** Larger or smaller, while what is at a point (seen from the centre of the place) stays there. */
export function zoomAt(view: View, factor: number, at: Point, room: Room): View {
  const scale = clamp(view.scale * factor, 1, room.most);
  const grown = scale / view.scale;
  return keepInside({ scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown }, room);
}

export const panBy = (view: View, dx: number, dy: number, room: Room) =>
  keepInside({ ...view, x: view.x + dx, y: view.y + dy }, room);

/** What two fingers did: what was under them stays under them. */
export function pinch(view: View, before: [Point, Point], now: [Point, Point], room: Room): View {
  const [from, to] = [middle(...before), middle(...now)];
  const spread = distance(...before);
  const moved = { ...view, x: view.x + to.x - from.x, y: view.y + to.y - from.y };
  return zoomAt(moved, spread > 0 ? distance(...now) / spread : 1, to, room);
}

/** The whole photo, or near at a point: its own pixels, but always well larger than the whole. */
export function toggleAt(view: View, at: Point, photo: Size, room: Room): View {
  if (isZoomed(view)) return WHOLE;
  return zoomAt(view, Math.max(2.5, photo.width / room.fit.width), at, room);
}

/** Moved just so far that a part of the photo (in shares of it) is to be seen. */
export function reveal(view: View, part: { left: number; top: number; right: number; bottom: number }, room: Room) {
  const shift = (from: number, to: number, size: number, space: number, now: number) => {
    const [start, end] = [(from - 0.5) * size + now, (to - 0.5) * size + now];
    if (start >= -space / 2 && end <= space / 2) return 0;
    return -(start + end) / 2;
  };
  const [width, height] = [room.fit.width * view.scale, room.fit.height * view.scale];
  const dx = shift(part.left, part.right, width, room.place.width, view.x);
  const dy = shift(part.top, part.bottom, height, room.place.height, view.y);
  return panBy(view, dx, dy, room);
}

/** So near that a part of the photo can be handled: where it is smaller than that on screen, it is made as large. */
export function approach(view: View, part: Parameters<typeof reveal>[1], room: Room, wanted = 150): View {
  const shown = Math.min(
    (part.right - part.left) * room.fit.width * view.scale,
    (part.bottom - part.top) * room.fit.height * view.scale,
  );
  if (shown <= 0 || shown >= wanted) return reveal(view, part, room);
  const scale = Math.min(view.scale * (wanted / shown), room.most);
  const x = (0.5 - (part.left + part.right) / 2) * room.fit.width * scale;
  const y = (0.5 - (part.top + part.bottom) / 2) * room.fit.height * scale;
  return keepInside({ scale, x, y }, room);
}

/** Does the screen show more pixels than the preview has, while the file has more and a browser can draw it? */
export function wantsOriginal(preview: number, shown: number, photo: Size, format: string | null) {
  return shown > preview * 1.1 && photo.width > preview && DRAWN.has(format ?? "");
}
const DRAWN = new Set(["jpeg", "png", "webp", "gif", "avif", "bmp"]);

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), Math.max(least, most));
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
