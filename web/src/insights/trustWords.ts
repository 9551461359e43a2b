// What may be said of the machine's names, and no more than was measured.
import type { Automatic } from "../api/types";
import { t } from "../locales/i18n";
import { formatNumber } from "../ui/words";

const share = (value: number) => formatNumber(value, { style: "percent", maximumFractionDigits: 1 });

/** A share to a tenth of a percent, rounded down: what is not all is never told as 100 %. */
export const atLeast = (value: number) => share(Math.floor(value * 1000 + 1e-6) / 1000);
export const exactPercent = (value: number) => share(Math.round(value * 1000) / 1000);
export const wholePercent = (value: number) => share(Math.round(value * 100) / 100);

/** Checks below which a share of them says more about chance than about the machine. */
export const FEWEST_CHECKS = 30;

export const stateWords = (state: Automatic["state"]) => t(`insights:states.${state}`);

export const checksWanted = ({ audited, needed }: Automatic) => audited + needed;

/** Is every automatic name a human's by now? */
export const isAllChecked = ({ faces, audited }: Automatic) => faces === 0 && audited > 0;

/** Is there anything that a check would tell? */
export const canCheck = ({ faces, needed }: Automatic) => faces > 0 && needed > 0;

export function headline(automatic: Automatic) {
  const { audited, precision, state } = automatic;
  if (isAllChecked(automatic)) return t("insights:headline.allChecked");
  if (automatic.faces === 0) return t("insights:headline.nobody");
  if (state === "provisional" || precision === null) {
    return t("insights:headline.provisional", { progress: progressOf(automatic) });
  }
  return t("insights:headline.measured", { share: atLeast(precision), count: audited });
}

export const progressOf = (automatic: Automatic) =>
  t("insights:progress", { done: formatNumber(automatic.audited), count: checksWanted(automatic) });

/** What stands behind the number. */
export function explainTrust({ audited, wrong, low, high, promise, state, needed }: Automatic) {
  const promised = atLeast(promise);
  if (audited === 0) return t("insights:explain.unchecked", { promise: promised });
  const sure = t("insights:explain.sure", { low: atLeast(low), promise: promised });
  if (state === "kept") return sure;
  if (state === "broken") return t("insights:explain.broken", { high: exactPercent(high), promise: promised });
  const found = wrong === 0 ? t("insights:explain.noMistake") : t("insights:explain.mistakes", { count: wrong });
  const few = audited < FEWEST_CHECKS ? t("insights:explain.few") : sure;
  return t("insights:explain.needed", { sure: few, count: needed, found });
}

/** A mark on one name: "Named automatically, 97 %". */
export function tellMachine(probability: number | null, trust?: Automatic) {
  const named =
    probability === null
      ? t("insights:machine.named")
      : t("insights:machine.namedSure", { sure: atLeast(probability) });
  if (!trust || trust.state === "kept") return named;
  if (trust.state === "broken") return t("insights:machine.broken", { named });
  return t("insights:machine.provisional", { named, progress: progressOf(trust) });
}
