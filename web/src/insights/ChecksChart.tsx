// What checks of the machine's names found as time went by: the share that was right, and between what it surely is.
import { useTranslation } from "react-i18next";
import type { Insights } from "../api/types";
import { formatDate, formatDay, formatNumber } from "../ui/words";
import type { Point } from "./chart";
import css from "./Insights.module.css";
import { type Area, Foot, Plot, Rows } from "./Plot";
import { atLeast, exactPercent, wholePercent } from "./trustWords";

type Checks = Insights["checks"][number];

export function ChecksChart({ checks, promise }: { checks: Checks[]; promise: number }) {
  const { t } = useTranslation("insights");
  if (checks.length < 2) return null; // one stretch is the figure above
  const ticks = findScale(Math.min(promise, ...checks.map(({ low }) => low)));
  const least = ticks[0] ?? 0;
  const heightOf = (area: Area, share: number) =>
    area.bottom - ((area.bottom - area.top) * (share - least)) / (1 - least);
  const place = (area: Area): Point[] =>
    checks.map(({ precision }, i) => ({
      x: area.left + 16 + ((area.right - area.left - 32) * i) / (checks.length - 1),
      y: heightOf(area, precision),
    }));
  const short = (at: string) => formatDate(at, { day: "numeric", month: "short" });
  return (
    <>
      <h3 className={css.subhead} data-after>
        {t("overTime.title")}
      </h3>
      <Plot
        height={200}
        left={56}
        label={t("overTime.label", { points: checks.map(({ precision }) => exactPercent(precision)).join(", ") })}
        place={place}
        tell={(i) => <About checks={checks[i] as Checks} />}
        table={{
          head: ["when", "made", "wrong", "precision", "bounds"].map((key) => t(`overTime.${key as "when"}`)),
          rows: checks.map((one) => [
            formatDay(one.last),
            formatNumber(one.audited),
            formatNumber(one.wrong),
            exactPercent(one.precision),
            `${atLeast(one.low)} / ${exactPercent(one.high)}`,
          ]),
        }}
        draw={(area, points, at) => (
          <>
            <Rows area={area} ticks={ticks} words={wholePercent} />
            <line
              className={css.ideal}
              x1={area.left}
              x2={area.right}
              y1={heightOf(area, promise)}
              y2={heightOf(area, promise)}
            />
            {points.map(({ x, y }, i) => (
              <g key={x}>
                <line
                  className={css.whisker}
                  x1={x}
                  x2={x}
                  y1={heightOf(area, checks[i]?.low ?? 0)}
                  y2={heightOf(area, checks[i]?.high ?? 1)}
                />
                <circle className={css.dot} cx={x} cy={y} r={at === i ? 6 : 4} />
              </g>
            ))}
            <Foot area={area} x={points[0]?.x ?? 0} anchor="start">
              {short(checks[0]?.first ?? "")}
            </Foot>
            <Foot area={area} x={points.at(-1)?.x ?? 0} anchor="end">
              {short(checks.at(-1)?.last ?? "")}
            </Foot>
          </>
        )}
      />
    </>
  );
}

/** Shares from a round one that is below all to 1. */
export function findScale(lowest: number) {
  const step = [0.02, 0.05, 0.1, 0.25].find((wide) => 1 - lowest <= 5 * wide) ?? 0.5;
  const count = Math.ceil((1 - lowest) / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Math.max(0, Number((1 - (count - i) * step).toFixed(4))));
}

function About({ checks: { first, last, audited, precision, low, high } }: { checks: Checks }) {
  const { t } = useTranslation("insights");
  const [from, to] = [formatDay(first), formatDay(last)];
  return (
    <>
      <strong>{t("overTime.right", { share: exactPercent(precision) })}</strong>
      <span>{t("overTime.between", { low: atLeast(low), high: exactPercent(high) })}</span>
      <small>
        {t("checks", { count: audited })} · {from === to ? from : `${from} – ${to}`}
      </small>
    </>
  );
}
