// What the steps of the server are called on screen, and what they count.
import { t } from "../locales/i18n";

export type Unit = "folder" | "photo" | "face" | "answer" | "item";

const WORDS = {
  "photos.scan": { word: "scan", unit: "folder" },
  "photos.read": { word: "read", unit: "photo" },
  "faces.detect": { word: "detect", unit: "photo" },
  "faces.embed": { word: "embed", unit: "face" },
  "people.match": { word: "match", unit: "face" },
  "people.learn": { word: "learn", unit: "answer" },
} as const;

/** The words of a step; one that is newer than this app goes by its own name. */
export function wordsOf(step: string): { title: string; unit: Unit } {
  const known = WORDS[step as keyof typeof WORDS];
  return known ? { title: t(`activity:steps.${known.word}`), unit: known.unit } : { title: step, unit: "item" };
}

export const counted = (unit: Unit, count: number) => t(`activity:units.${unit}`, { count });
