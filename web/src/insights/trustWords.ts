// What may be said of the machine's names, and no more than was measured.
import type { Automatic } from "../api/types";
import { count, formatNumber } from "../ui/words";

const PERCENT = "\u00a0%"; // a number and its sign stay on one line

/** A share to a tenth of a percent, rounded down: what is not all is never told as 100 %. */
export const atLeast = (share: number) => formatNumber(Math.floor(share * 1000 + 1e-6) / 10) + PERCENT;
export const exactPercent = (share: number) => formatNumber(Math.round(share * 1000) / 10) + PERCENT;

export const STATE_WORDS = {
  kept: "Promise kept",
  provisional: "Provisional",
  broken: "Promise broken",
} as const;

export const checksWanted = ({ audited, needed }: Automatic) => audited + needed;

export function headline(automatic: Automatic) {
  const { audited, precision, state } = automatic;
  if (automatic.faces === 0 && audited === 0) return "Nobody has been named automatically yet";
  if (state === "provisional" || precision === null) return `Automatic names, provisional: ${progressOf(automatic)}`;
  return `Automatic names: ${atLeast(precision)} right in ${count(audited, "check")}`;
}

export const progressOf = (automatic: Automatic) =>
  `${formatNumber(automatic.audited)} of ${count(checksWanted(automatic), "check")} made`;

/** What stands behind the number. */
export function explainTrust({ audited, wrong, low, high, promise, state, needed }: Automatic) {
  const promised = atLeast(promise);
  if (audited === 0) {
    return `Only very clear faces are named, with a promise of ${promised}. Nobody has checked one of them yet.`;
  }
  const sure = `With 95 % certainty at least ${atLeast(low)} are right; promised are ${promised}.`;
  if (state === "kept") return sure;
  if (state === "broken") {
    return `With 95 % certainty at most ${exactPercent(high)} are right; promised are ${promised}. Do not rely on them.`;
  }
  const found = wrong === 0 ? "no mistake so far" : `${count(wrong, "mistake")} so far`;
  return `${sure} ${count(needed, "more check")} without a mistake would prove it (${found}).`;
}

/** A mark on one name: "Named automatically, 97 %". */
export function tellMachine(probability: number | null, trust?: Automatic) {
  const sure = probability === null ? "" : `, ${atLeast(probability)}`;
  if (!trust || trust.state === "kept") return `Named automatically${sure}`;
  return trust.state === "broken"
    ? `Named automatically${sure}; such names are less often right than promised`
    : `Named automatically${sure}; provisional, ${progressOf(trust)}`;
}
