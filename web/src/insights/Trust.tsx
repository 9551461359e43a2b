// How good the machine's names are: one number, what stands behind it, and what was promised.
import { Badge, Progress } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { BadgeCheck, Hourglass, TriangleAlert } from "lucide-react";
import type { Automatic } from "../api/types";
import { count, formatNumber } from "../ui/words";
import css from "./Insights.module.css";
import { atLeast, checksWanted, exactPercent, explainTrust, progressOf, STATE_WORDS } from "./trustWords";

const ICONS = { kept: BadgeCheck, provisional: Hourglass, broken: TriangleAlert } as const;

export function TrustBadge({ state }: { state: Automatic["state"] }) {
  const Icon = ICONS[state];
  return (
    <Badge
      className={css.badge}
      data-state={state}
      variant="light"
      size="lg"
      tt="none"
      leftSection={<Icon size={15} aria-hidden />}
    >
      {STATE_WORDS[state]}
    </Badge>
  );
}

export function Trust({ automatic }: { automatic: Automatic }) {
  const { faces, share, precision, audited, state } = automatic;
  const isNew = audited === 0;
  return (
    <div className={css.trust}>
      <div className={css.verdict}>
        <TrustBadge state={state} />
        {precision === null ? (
          <p className={css.figure} data-quiet>
            Not checked yet
          </p>
        ) : (
          <p className={css.figure}>
            {atLeast(precision)}
            <span>right in {count(audited, "check")}</span>
          </p>
        )}
        <p className={css.words}>{explainTrust(automatic)}</p>
      </div>
      <div className={css.evidence}>
        <dl className={css.stats}>
          <div>
            <dt>named automatically</dt>
            <dd>{formatNumber(faces)}</dd>
          </div>
          <div>
            <dt>of all names</dt>
            <dd>{share === null ? "none yet" : exactPercent(share)}</dd>
          </div>
        </dl>
        {state === "provisional" ? <Checks automatic={automatic} /> : <Range automatic={automatic} />}
        <p className={css.small}>
          A few automatic names, picked at random, are mixed into the questions in <Link to="/review">Review</Link>
          {isNew ? "; your answers to them count as checks." : "; your answers to them are the checks."}
        </p>
      </div>
    </div>
  );
}

function Checks({ automatic }: { automatic: Automatic }) {
  return (
    <div className={css.checks}>
      <Progress
        value={(100 * automatic.audited) / Math.max(1, checksWanted(automatic))}
        size={10}
        radius="xl"
        aria-label="Checks made"
      />
      <span>{progressOf(automatic)}</span>
    </div>
  );
}

/** Where the true share lies, on a line that ends at 100 %. */
function Range({ automatic: { low, high, precision, promise } }: { automatic: Automatic }) {
  const start = Math.max(0, Math.floor(Math.min(low, promise, 0.98) * 50 - 0.2) / 50);
  const place = (share: number) => `${(100 * (share - start)) / (1 - start)}%`;
  return (
    <div
      className={css.range}
      role="img"
      aria-label={`Between ${atLeast(low)} and ${exactPercent(high)}; promised ${atLeast(promise)}`}
    >
      <div className={css.track}>
        <span
          className={css.likely}
          style={{ left: place(low), right: `calc(100% - ${place(high)})` }}
          data-short={low < promise || undefined}
        />
        <span className={css.promise} style={{ left: place(promise) }} />
        {precision !== null && <span className={css.measured} style={{ left: place(precision) }} />}
      </div>
      <div className={css.scale} aria-hidden>
        <span>{exactPercent(start)}</span>
        <span className={css.promiseWords} style={{ left: place(promise) }}>
          {atLeast(promise)} promised
        </span>
        <span>100 %</span>
      </div>
    </div>
  );
}
