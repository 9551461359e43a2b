// One photo after the other, until somebody stops it, looks at another tab, or there is no other.
import { useLocalStorage } from "@mantine/hooks";
import { useCallback, useEffect, useState } from "react";
import { t } from "../locales/i18n";
import { showToast } from "../ui/toast";
import { untilDrawn } from "./untilDrawn";

export const PACES = [3, 5, 10, 20];

type Options = {
  photoId: number;
  /** Whether no photo follows; undefined while that is not known. */
  end: boolean | undefined;
  /** The picture that comes next: it is not turned to before it is there. */
  coming?: string | null;
  next: () => void;
};

export function useSlideshow({ photoId, end, coming, next }: Options) {
  const [playing, setPlaying] = useState(false);
  const [pace, setPace] = useLocalStorage({ key: "kenfolk-pace", defaultValue: 5, getInitialValueInEffect: false });
  const stop = useCallback(() => {
    setPlaying(false);
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  }, []);
  const start = () => {
    setPlaying(true);
    // Not every browser gives the whole screen, and the photos go by without it as well.
    document.documentElement.requestFullscreen?.().catch(() => undefined);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a photo that was turned to by hand stays its time as well
  useEffect(() => {
    if (!playing || end === undefined) return;
    let gone = false;
    const turn = async () => {
      if (!end) {
        if (coming) await untilDrawn(coming);
        if (!gone) next();
        return;
      }
      stop();
      showToast({ id: "slides", color: "pine", withBorder: true, message: t("photos:slides.end"), autoClose: 4000 });
    };
    const timer = window.setTimeout(turn, pace * 1000);
    return () => {
      gone = true;
      window.clearTimeout(timer);
    };
  }, [playing, photoId, end, pace]);
  useEffect(() => {
    // Escape leaves the whole screen without any key press that a page could see.
    const leave = () => document.fullscreenElement === null && setPlaying(false);
    const hide = () => document.hidden && stop();
    document.addEventListener("fullscreenchange", leave);
    document.addEventListener("visibilitychange", hide);
    return () => {
      document.removeEventListener("fullscreenchange", leave);
      document.removeEventListener("visibilitychange", hide);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, [stop]);
  return { playing, toggle: playing ? stop : start, stop, pace, setPace };
}

export type Slideshow = ReturnType<typeof useSlideshow>;
