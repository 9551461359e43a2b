// Is what is said with 80 % right four times out of five? Said against what came of it.
import type { Insights } from "../api/types";
import { count, formatNumber } from "../ui/words";
import type { Point } from "./chart";
import css from "./Insights.module.css";
import { type Area, Foot, Plot, Rows } from "./Plot";
import { exactPercent } from "./trustWords";

type Calibration = Insights["calibration"];
type Bin = Calibration["bins"][number];

const ENOUGH = 100; // answers, below which chance alone makes a difference
const TENTHS = [0, 0.25, 0.5, 0.75, 1];
const whole = (share: number) => `${Math.round(share * 100)} %`;

export function Honesty({ calibration }: { calibration: Calibration }) {
  const { ece, answers, bins, by_quality, by_person_size } = calibration;
  if (ece === null) {
    return <p className={css.quiet}>The first answers in Review show whether what is said there can be believed.</p>;
  }
  return (
    <div className={css.honesty}>
      <div className={css.card}>
        <p className={css.figure}>
          {exactPercent(ece)}
          <span>off on average, in {count(answers, "answer")}</span>
        </p>
        {answers < ENOUGH && (
          <p className={css.small}>
            So few answers say little: by luck alone even perfect chances would seem to be off.
          </p>
        )}
        <Reliability bins={bins} />
      </div>
      <div className={css.card}>
        <Comparison title="By the quality of the face" bins={by_quality} words={tellQuality} />
        <Comparison title="By how many faces the person had" bins={by_person_size} words={tellSize} />
        <p className={css.legend} aria-hidden>
          <i className={css.said} /> said <i className={css.came} /> came true
        </p>
      </div>
    </div>
  );
}

function Reliability({ bins }: { bins: Bin[] }) {
  const most = Math.max(...bins.map((bin) => bin.count));
  const place = ({ left, right, top, bottom }: Area): Point[] =>
    bins.map(({ predicted, observed }) => ({
      x: left + (right - left) * predicted,
      y: bottom - (bottom - top) * observed,
    }));
  const label = bins.map((bin) => `said ${whole(bin.predicted)}, right ${whole(bin.observed)}`).join("; ");
  return (
    <Plot
      height={384}
      left={66}
      bottom={44}
      label={label}
      place={place}
      tell={(i) => <AboutBin bin={bins[i] as Bin} />}
      draw={(area, points, at) => (
        <>
          <Rows area={area} ticks={TENTHS} words={whole} />
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
              {whole(tick)}
            </Foot>
          ))}
          <text className={css.axisName} x={(area.left + area.right) / 2} y={area.bottom + 39} textAnchor="middle">
            said
          </text>
          <text className={css.axisName} transform={`translate(11 ${(area.top + area.bottom) / 2}) rotate(-90)`}>
            came true
          </text>
        </>
      )}
    />
  );
}

function AboutBin({ bin }: { bin: Bin }) {
  return (
    <>
      <strong>Said {exactPercent(bin.predicted)}</strong>
      <span>right in {exactPercent(bin.observed)}</span>
      <small>{count(bin.count, "face")}</small>
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
            <i>{whole(start)}</i>
            <i>100 %</i>
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
  const words = `said ${exactPercent(predicted)}, right ${exactPercent(observed)} of ${count(faces, "face")}`;
  return (
    <span className={css.dumbbell} title={words}>
      <span className="sr-only">{words}</span>
      <i className={css.bar} style={{ left: place(from), width: place(start + to - from) }} />
      <i className={css.said} style={{ left: place(predicted) }} />
      <i className={css.came} style={{ left: place(observed) }} />
    </span>
  );
}

const QUALITIES = ["Very poor", "Poor", "Fair", "Good", "Very good"];
const tellQuality = ({ low }: Bin) => QUALITIES[Math.min(4, Math.round(low * 5))] ?? "";

export function tellSize({ low, high }: Pick<Bin, "low" | "high">) {
  if (low >= 16) return "16 and more";
  return high - low === 1 ? count(low, "face") : `${low} to ${high - 1}`;
}
