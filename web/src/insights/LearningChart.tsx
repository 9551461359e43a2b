// How many actions a hundred names cost, as time goes by: the line that has to fall.
import { TrendingDown } from "lucide-react";
import type { Stretch } from "../api/types";
import { count, formatClock, formatDay, formatNumber } from "../ui/words";
import { drawLine, findTicks, type Point } from "./chart";
import css from "./Insights.module.css";
import { type Area, Foot, Plot, Rows } from "./Plot";

type Named = Stretch & { per_100: number };

const short = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const rounded = (value: number) => formatNumber(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));

export function LearningChart({ learning }: { learning: Stretch[] }) {
  const stretches = learning.filter((one): one is Named => one.per_100 !== null);
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (!first || !last) return <p className={css.quiet}>Name somebody, and the first stretch begins.</p>;
  return (
    <div className={css.card}>
      <div className={css.now}>
        <p className={css.figure}>
          {rounded(last.per_100)}
          <span>{stretches.length > 1 ? "actions for 100 names, lately" : "actions for 100 names so far"}</span>
        </p>
        {stretches.length > 1 && <Change first={first.per_100} last={last.per_100} />}
      </div>
      {stretches.length > 1 ? (
        <Line stretches={stretches} />
      ) : (
        <p className={css.quiet}>
          The line begins after about 25 more actions. Naming every face by itself would take 100 or more.
        </p>
      )}
    </div>
  );
}

function Change({ first, last }: { first: number; last: number }) {
  if (last >= first * 0.95) return <p className={css.words}>{rounded(first)} in the first stretch</p>;
  return (
    <p className={css.better}>
      <TrendingDown size={18} aria-hidden />
      {rounded(first)} at first: {rounded(first / last)} times less work now
    </p>
  );
}

function Line({ stretches }: { stretches: Named[] }) {
  const ticks = findTicks(Math.max(...stretches.map(({ per_100 }) => per_100)));
  const most = ticks.at(-1) ?? 1;
  const isOneDay = new Set(stretches.map(({ last }) => last.slice(0, 10))).size === 1;
  const when = (instant: string) => (isOneDay ? formatClock(instant) : short.format(new Date(instant)));
  const place = (area: Area): Point[] =>
    stretches.map(({ per_100 }, i) => ({
      x: area.left + 10 + ((area.right - area.left - 20) * i) / (stretches.length - 1),
      y: area.bottom - ((area.bottom - area.top) * per_100) / most,
    }));
  const label = `Actions for a hundred names, from ${stretches.map(({ per_100 }) => rounded(per_100)).join(", ")}`;
  return (
    <Plot
      height={240}
      label={label}
      place={place}
      tell={(i) => <About stretch={stretches[i] as Named} />}
      draw={(area, points, at) => (
        <>
          <defs>
            <linearGradient id="learning" x1="0" x2="0" y1="0" y2="1">
              <stop offset="0" stopColor="var(--kf-accent)" stopOpacity="0.22" />
              <stop offset="1" stopColor="var(--kf-accent)" stopOpacity="0.02" />
            </linearGradient>
          </defs>
          <Rows area={area} ticks={ticks} />
          <path
            d={`${drawLine(points)}L${points.at(-1)?.x},${area.bottom}L${points[0]?.x},${area.bottom}Z`}
            fill="url(#learning)"
          />
          <path className={css.line} d={drawLine(points)} />
          {points.map(({ x, y }, i) => (
            <circle key={x} className={css.dot} cx={x} cy={y} r={at === i ? 6 : points.length > 24 ? 2.5 : 4} />
          ))}
          <Foot area={area} x={points[0]?.x ?? 0} anchor="start">
            {when(stretches[0]?.first ?? "")}
          </Foot>
          <Foot area={area} x={points.at(-1)?.x ?? 0} anchor="end">
            {when(stretches.at(-1)?.last ?? "")}
          </Foot>
        </>
      )}
    />
  );
}

function About({ stretch: { first, last, actions, named, per_100 } }: { stretch: Named }) {
  const [from, to] = [formatDay(first), formatDay(last)];
  return (
    <>
      <strong>{rounded(per_100)} for 100 names</strong>
      <span>
        {count(actions, "action")}, {count(named, "name")}
      </span>
      <small>{from === to ? `${from}, ${formatClock(first)} to ${formatClock(last)}` : `${from} to ${to}`}</small>
    </>
  );
}
