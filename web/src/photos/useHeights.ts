// How high each month is: exactly once its photos are known, a guess before. What was known once is remembered, also
// after the photos were let go: who comes back finds everything where it was.
import { useMemo } from "react";
import type { Bucket } from "../api/types";
import { type Frame, guessHeight, heightOfRows, justify, type Row, stack, targetHeight } from "./layout";
import type { Month } from "./source";

type Found = { photos: number; height: number };
const remembered = new Map<string, Map<string, Found>>();
const MOST = 12; // sources and widths that are remembered

export function useHeights(key: string, width: number) {
  return useMemo(() => {
    const frame: Frame = { width, target: targetHeight(width), gap: width < 600 ? 3 : 6 };
    const found = recall(`${key} ${width}`);
    const rows = new WeakMap<Bucket, Row[]>();
    let last: { months: Month[]; changes: number; stacked: ReturnType<typeof stack> } | null = null;
    let changes = 0;
    return {
      frame,
      rowsOf(bucket: Bucket) {
        const made = rows.get(bucket) ?? justify(bucket.ratios, frame);
        rows.set(bucket, made);
        const height = heightOfRows(made, frame.gap);
        const before = found.get(bucket.month);
        if (before?.height !== height || before.photos !== bucket.ids.length) {
          found.set(bucket.month, { photos: bucket.ids.length, height });
          changes += 1;
        }
        return made;
      },
      /** The months as they stand, as far as is known now. */
      stackUp(months: Month[]) {
        if (last?.months === months && last.changes === changes) return last.stacked;
        const stacked = stack(months, (month, photos) => {
          const known = found.get(month);
          return known?.photos === photos ? known.height : guessHeight(photos, frame);
        });
        last = { months, changes, stacked };
        return stacked;
      },
    };
  }, [key, width]);
}

function recall(key: string) {
  const found = remembered.get(key) ?? new Map<string, Found>();
  remembered.delete(key);
  remembered.set(key, found);
  for (const old of remembered.keys()) if (remembered.size > MOST) remembered.delete(old);
  return found;
}
