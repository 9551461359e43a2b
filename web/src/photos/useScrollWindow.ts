// Which part of the timeline is on screen, told when it matters; and whether somebody is racing through it.
import { useEffect, useState } from "react";

const STEP = 160; // pixels: a smaller move changes nothing that is drawn
const FAST = 2.5; // pixels in a millisecond; nobody sees a photo at that
const CALM = 110; // milliseconds without a move

export function useScrollWindow(margin: number) {
  const [at, setAt] = useState(() => ({ y: window.scrollY - margin, tall: window.innerHeight }));
  const [moving, setMoving] = useState(false);
  useEffect(() => {
    let [frame, calm] = [0, 0];
    let [lastY, lastAt] = [window.scrollY, performance.now()];
    const look = () => {
      frame = 0;
      const y = window.scrollY - margin;
      const tall = window.innerHeight;
      setAt((before) => (Math.abs(before.y - y) < STEP && before.tall === tall ? before : { y, tall }));
    };
    const scrolled = () => {
      const now = performance.now();
      if (Math.abs(window.scrollY - lastY) / Math.max(8, now - lastAt) > FAST) setMoving(true);
      [lastY, lastAt] = [window.scrollY, now];
      window.clearTimeout(calm);
      calm = window.setTimeout(() => setMoving(false), CALM);
      if (!frame) frame = requestAnimationFrame(look);
    };
    look();
    window.addEventListener("scroll", scrolled, { passive: true });
    window.addEventListener("resize", scrolled);
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(calm);
      window.removeEventListener("scroll", scrolled);
      window.removeEventListener("resize", scrolled);
    };
  }, [margin]);
  return { ...at, moving };
}
