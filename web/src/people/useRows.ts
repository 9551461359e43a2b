// Where the grid stands and which of its rows are on screen. While somebody scrolls nothing of the page is measured, and
// nothing is drawn until another row comes into view.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";
import { type Rows, rowsInView } from "./gridMath";

const AHEAD = 2; // rows that stand ready above and below the screen

/** How wide the grid was last: who comes back finds it as it was left. */
let widthBefore = 0;

type Frame = { width: number; top: number };

/** The width of the grid and how far down the page it begins; drawn again when either changes. */
export function useFrame(grid: RefObject<HTMLElement | null>): Frame {
  const [frame, setFrame] = useState<Frame>({ width: widthBefore, top: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const box = grid.current?.getBoundingClientRect();
      if (!box) return;
      const top = Math.round(box.top + window.scrollY);
      widthBefore = box.width;
      setFrame((before) => (before.width === box.width && before.top === top ? before : { width: box.width, top }));
    };
    measure();
    // Whatever stands above the grid and comes, goes or grows makes the page another height.
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    if (grid.current) watch.observe(grid.current);
    return () => watch.disconnect();
  }, [grid]);
  return frame;
}

/** The rows near the screen. */
export function useRows({ top, step, rows }: { top: number; step: number; rows: number }): Rows {
  const look = useCallback(
    () => rowsInView(window.scrollY - top, window.innerHeight, { step, rows, ahead: AHEAD }),
    [top, step, rows],
  );
  const [seen, setSeen] = useState<Rows & { look?: unknown }>(() => ({ ...look(), look }));
  useEffect(() => {
    let frame = 0;
    const update = () => {
      frame = 0;
      const now = look();
      setSeen((before) =>
        before.look === look && before.first === now.first && before.last === now.last ? before : { ...now, look },
      );
    };
    const scrolled = () => {
      if (!frame) frame = requestAnimationFrame(update);
    };
    update();
    window.addEventListener("scroll", scrolled, { passive: true });
    window.addEventListener("resize", scrolled);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", scrolled);
      window.removeEventListener("resize", scrolled);
    };
  }, [look]);
  // Rows of another height are looked at anew while drawing, so that no frame shows the wrong ones.
  return seen.look === look ? seen : look();
}
