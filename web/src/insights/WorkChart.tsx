// How many actions a hundred names cost from import to import, the line that has to fall; and the share of names that
// came by themselves, the one that has to rise.
import { TrendingDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Imported } from "../api/types";
import { formatDate, formatDay, formatNumber } from "../ui/words";
import { drawLine, findTicks, type Point } from "./chart";
import css from "./Insights.module.css";
import { type Area, Foot, Plot, Rows } from "./Plot";
import { exactPercent, wholePercent } from "./trustWords";

type Known = Imported & { per_100: number; share: number };

/** Names below which the cost of a hundred of them says more about chance than about learning. */
const FEWEST_NAMES = 25;
const SHARES = [0, 0.25, 0.5, 0.75, 1];

const rounded = (value: number) => formatNumber(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
const namesOf = ({ by_people, by_machine }: Imported) => by_people + by_machine;
const isKnown = (one: Imported): one is Known => namesOf(one) >= FEWEST_NAMES;

export function WorkChart({ imports }: { imports: Imported[] }) {
  const { t } = useTranslation("insights");
  const known = imports.filter(isKnown);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) {
    const isBegun = imports.some((one) => namesOf(one) > 0);
    return (
      <div className={css.card}>
        <p className={css.quiet}>{t(isBegun ? "work.few" : "work.none")}</p>
      </div>
    );
  }
  return (
    <div className={css.card}>
      <div className={css.now}>
        <p className={css.figure}>
          {rounded(last.per_100)}
          <span>{t(known.length > 1 ? "work.lately" : "work.soFar")}</span>
        </p>
        {known.length > 1 && <Change first={first.per_100} last={last.per_100} />}
      </div>
      {known.length > 1 ? (
        <>
          <Cost imports={known} />
          <h3 className={css.subhead} data-after>
            {t("work.shareTitle")}
          </h3>
          <Shares imports={known} />
        </>
      ) : (
        <p className={css.quiet}>{t("work.one")}</p>
      )}
    </div>
  );
}

function Change({ first, last }: { first: number; last: number }) {
  const { t } = useTranslation("insights");
  if (last >= first * 0.95 || last === 0) {
    return <p className={css.words}>{t("work.first", { first: rounded(first) })}</p>;
  }
  return (
    <p className={css.better}>
      <TrendingDown size={18} aria-hidden />
      {t("work.better", { first: rounded(first), times: rounded(first / last) })}
    </p>
  );
}

const placeIn = (area: Area, values: number[], most: number): Point[] =>
  values.map((value, i) => ({
    x: area.left + 14 + ((area.right - area.left - 28) * i) / Math.max(1, values.length - 1),
    y: area.bottom - ((area.bottom - area.top) * value) / most,
  }));

function Cost({ imports }: { imports: Known[] }) {
  const { t } = useTranslation("insights");
  const costs = imports.map(({ per_100 }) => per_100);
  const ticks = findTicks(Math.max(...costs));
  return (
    <Plot
      height={240}
      label={t("work.label", { points: costs.map(rounded).join(", ") })}
      place={(area) => placeIn(area, costs, ticks.at(-1) ?? 1)}
      tell={(i) => <About imported={imports[i] as Known} />}
      table={useTable(imports)}
      draw={(area, points, at) => (
        <>
          <defs>
            <linearGradient id="work" x1="0" x2="0" y1="0" y2="1">
              <stop offset="0" stopColor="var(--kf-accent)" stopOpacity="0.22" />
              <stop offset="1" stopColor="var(--kf-accent)" stopOpacity="0.02" />
            </linearGradient>
          </defs>
          <Rows area={area} ticks={ticks} words={(tick) => formatNumber(tick)} />
          <path
            d={`${drawLine(points)}L${points.at(-1)?.x},${area.bottom}L${points[0]?.x},${area.bottom}Z`}
            fill="url(#work)"
          />
          <path className={css.line} d={drawLine(points)} />
          {points.map(({ x, y }, i) => (
            <circle key={x} className={css.dot} cx={x} cy={y} r={at === i ? 6 : 4} />
          ))}
          <Ends area={area} points={points} imports={imports} />
        </>
      )}
    />
  );
}

function Shares({ imports }: { imports: Known[] }) {
  const { t } = useTranslation("insights");
  const shares = imports.map(({ share }) => share);
  return (
    <Plot
      height={170}
      left={56}
      label={t("work.shareLabel", { points: shares.map(wholePercent).join(", ") })}
      place={(area) => placeIn(area, shares, 1)}
      tell={(i) => <About imported={imports[i] as Known} />}
      table={useTable(imports)}
      draw={(area, points, at) => {
        const wide = Math.min(36, (0.7 * (area.right - area.left)) / imports.length);
        return (
          <>
            <Rows area={area} ticks={SHARES} words={wholePercent} />
            {points.map(({ x, y }, i) => (
              <rect
                key={x}
                className={css.column}
                data-at={at === i || undefined}
                x={x - wide / 2}
                y={y}
                width={wide}
                height={Math.max(1, area.bottom - y)}
                rx={Math.min(5, wide / 3)}
              />
            ))}
            <Ends area={area} points={points} imports={imports} />
          </>
        );
      }}
    />
  );
}

function Ends({ area, points, imports }: { area: Area; points: Point[]; imports: Known[] }) {
  const isOneYear = new Set(imports.map(({ first }) => first.slice(0, 4))).size === 1;
  const when = (at = "") =>
    at && formatDate(at, isOneYear ? { day: "numeric", month: "short" } : { month: "short", year: "numeric" });
  return (
    <>
      <Foot area={area} x={(points[0]?.x ?? 0) - 10} anchor="start">
        {when(imports[0]?.first)}
      </Foot>
      <Foot area={area} x={(points.at(-1)?.x ?? 0) + 10} anchor="end">
        {when(imports.at(-1)?.first)}
      </Foot>
    </>
  );
}

function useTable(imports: Known[]) {
  const { t } = useTranslation("insights");
  return {
    head: [
      t("work.import"),
      t("work.actions"),
      t("work.byPeople"),
      t("work.byMachine"),
      t("work.cost"),
      t("work.share"),
    ],
    rows: imports.map((one) => [
      formatDay(one.first),
      formatNumber(one.actions),
      formatNumber(one.by_people),
      formatNumber(one.by_machine),
      rounded(one.per_100),
      exactPercent(one.share),
    ]),
  };
}

function About({ imported }: { imported: Known }) {
  const { t } = useTranslation("insights");
  const { first, actions, per_100, share } = imported;
  const counted = { actions: t("actions", { count: actions }), names: t("names", { count: namesOf(imported) }) };
  return (
    <>
      <strong>{t("work.point", { cost: rounded(per_100) })}</strong>
      <span>{t("work.counted", counted)}</span>
      <span>{t("work.machineShare", { share: exactPercent(share) })}</span>
      <small>{t("work.came", { day: formatDay(first) })}</small>
    </>
  );
}
