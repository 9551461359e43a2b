// Is what is said with 80 % right four times out of five? Said against what came of it.
import { useTranslation } from "react-i18next";
import type { Insights } from "../api/types";
import { t } from "../locales/i18n";
import { formatNumber } from "../ui/words";
import type { Point } from "./chart";
import css from "./Insights.module.css";
import { type Area, Foot, Plot, Rows } from "./Plot";
import { exactPercent, wholePercent } from "./trustWords";

type Calibration = Insights["calibration"];
type Bin = Calibration["bins"][number];

/** Answers below which chance alone makes a difference, and below which there is nothing to draw. */
const ENOUGH = 100;
const FEWEST = 30;
const TENTHS = [0, 0.25, 0.5, 0.75, 1];

export function Honesty({ calibration }: { calibration: Calibration }) {
  const { t } = useTranslation("insights");
  const { ece, answers, bins, by_quality, by_person_size } = calibration;
  if (ece === null) {
    return (
      <div className={css.card}>
        <p className={css.quiet}>{t("honesty.none")}</p>
      </div>
    );
  }
  const headline = <Headline ece={ece} answers={answers} />;
  if (answers < FEWEST) return <div className={css.card}>{headline}</div>;
  return (
    <div className={css.honesty}>
      <div className={css.card}>
        {headline}
        <Reliability bins={bins} />
      </div>
      <div className={css.card}>
        <Comparison title={t("honesty.byQuality")} bins={by_quality} words={tellQuality} />
        <Comparison title={t("honesty.bySize")} bins={by_person_size} words={tellSize} />
        <p className={css.legend} aria-hidden>
          <i className={css.said} /> {t("honesty.said")} <i className={css.came} /> {t("honesty.came")}
        </p>
      </div>
    </div>
  );
}

function Headline({ ece, answers }: { ece: number; answers: number }) {
  const { t } = useTranslation("insights");
  if (answers >= ENOUGH) {
    return (
      <p className={css.figure}>
        {exactPercent(ece)}
        <span>{t("honesty.off", { count: answers })}</span>
      </p>
    );
  }
  return (
    <>
      <p className={css.figure} data-quiet>
        {t("tooFewAnswers")}
      </p>
      <p className={css.small}>{t("honesty.few", { count: answers })}</p>
    </>
  );
}

function Reliability({ bins }: { bins: Bin[] }) {
  const most = Math.max(...bins.map((bin) => bin.count));
  const place = ({ left, right, top, bottom }: Area): Point[] =>
    bins.map(({ predicted, observed }) => ({
      x: left + (right - left) * predicted,
      y: bottom - (bottom - top) * observed,
    }));
  const { t } = useTranslation("insights");
  const label = bins
    .map((bin) => t("honesty.point", { said: wholePercent(bin.predicted), right: wholePercent(bin.observed) }))
    .join("; ");
  return (
    <Plot
      height={384}
      left={66}
      bottom={44}
      label={label}
      place={place}
      tell={(i) => <AboutBin bin={bins[i] as Bin} />}
      table={{
        head: [t("honesty.said"), t("honesty.came"), t("honesty.faces")],
        rows: bins.map((bin) => [exactPercent(bin.predicted), exactPercent(bin.observed), formatNumber(bin.count)]),
      }}
      draw={(area, points, at) => (
        <>
          <Rows area={area} ticks={TENTHS} words={wholePercent} />
          <line className={css.ideal} x1={area.left} y1={area.bottom} x2={area.right} y2={area.top} />
          <path className={css.line} data-thin d={points.map(({ x, y }, i) => `${i ? "L" : "M"}${x},${y}`).join("")} />
          {points.map(({ x, y }, i) => (
            <circle
              key={x}
              className={css.dot}
              data-soft
              cx={x}
              cy={y}
              r={(at === i ? 2 : 0) + 3.5 + 5 * Math.sqrt((bins[i]?.count ?? 0) / most)}
            />
          ))}
          {TENTHS.map((tick) => (
            <Foot
              key={tick}
              area={area}
              x={area.left + (area.right - area.left) * tick}
              anchor={tick === 1 ? "end" : "middle"}
            >
              {wholePercent(tick)}
            </Foot>
          ))}
          <text className={css.axisName} x={(area.left + area.right) / 2} y={area.bottom + 39} textAnchor="middle">
            {t("honesty.said")}
          </text>
          <text className={css.axisName} transform={`translate(11 ${(area.top + area.bottom) / 2}) rotate(-90)`}>
            {t("honesty.came")}
          </text>
        </>
      )}
    />
  );
}

function AboutBin({ bin }: { bin: Bin }) {
  const { t } = useTranslation(["insights", "common"]);
  return (
    <>
      <strong>{t("honesty.saidOf", { said: exactPercent(bin.predicted) })}</strong>
      <span>{t("honesty.rightIn", { right: exactPercent(bin.observed) })}</span>
      <small>{t("common:faces", { count: bin.count })}</small>
    </>
  );
}

type ComparisonProps = { title: string; bins: Bin[]; words: (bin: Bin) => string };

function Comparison({ title, bins, words }: ComparisonProps) {
  if (bins.length === 0) return null;
  const start = Math.max(0, Math.floor(Math.min(...bins.flatMap((bin) => [bin.predicted, bin.observed])) * 10) / 10);
  return (
    <>
      <h3 className={css.subhead}>{title}</h3>
      <ul className={css.compare}>
        {bins.map((bin) => (
          <li key={bin.low}>
            <span>{words(bin)}</span>
            <Dumbbell bin={bin} start={start} />
            <small>{formatNumber(bin.count)}</small>
          </li>
        ))}
        <li className={css.ends} aria-hidden>
          <span />
          <span>
            <i>{wholePercent(start)}</i>
            <i>{wholePercent(1)}</i>
          </span>
        </li>
      </ul>
    </>
  );
}

/** On a line from `start` to 1. */
function Dumbbell({ bin: { predicted, observed, count: faces }, start }: { bin: Bin; start: number }) {
  const place = (share: number) => `${(100 * (share - start)) / (1 - start || 1)}%`;
  const [from, to] = [Math.min(predicted, observed), Math.max(predicted, observed)];
  const words = t("insights:honesty.pointOf", {
    said: exactPercent(predicted),
    right: exactPercent(observed),
    count: faces,
  });
  return (
    <span className={css.dumbbell} title={words}>
      <span className="sr-only">{words}</span>
      <i className={css.bar} style={{ left: place(from), width: place(start + to - from) }} />
      <i className={css.said} style={{ left: place(predicted) }} />
      <i className={css.came} style={{ left: place(observed) }} />
    </span>
  );
}

const QUALITIES = ["veryPoor", "poor", "fair", "good", "veryGood"] as const;
const tellQuality = ({ low }: Bin) =>
  t(`insights:honesty.qualities.${QUALITIES[Math.max(0, Math.min(4, Math.round(low * 5)))] ?? "fair"}`);

export function tellSize({ low, high }: Pick<Bin, "low" | "high">) {
  if (low >= 16) return t("insights:honesty.sizeAndMore", { from: formatNumber(low) });
  if (high - low === 1) return t("common:faces", { count: low });
  return t("insights:honesty.sizeTo", { from: formatNumber(low), to: formatNumber(high - 1) });
}
