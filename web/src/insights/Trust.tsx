// How good the machine's names are: one number, what stands behind it, what was promised, and a way to check more.
import { Badge, Button, Progress } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { BadgeCheck, Hourglass, ScanFace, TriangleAlert } from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import type { Automatic, Insights } from "../api/types";
import { formatNumber } from "../ui/words";
import { ChecksChart } from "./ChecksChart";
import css from "./Insights.module.css";
import {
  atLeast,
  canCheck,
  checksWanted,
  exactPercent,
  explainTrust,
  FEWEST_CHECKS,
  progressOf,
  stateWords,
} from "./trustWords";

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
      {stateWords(state)}
    </Badge>
  );
}

type Props = { automatic: Automatic; photos: number; checks: Insights["checks"] };

export function Trust({ automatic, photos, checks }: Props) {
  const { t } = useTranslation("insights");
  const { state, faces, expired } = automatic;
  return (
    <div className={css.card}>
      <div className={css.trust}>
        <div className={css.verdict}>
          <TrustBadge state={state} />
          <Precision automatic={automatic} />
          <p className={css.words}>{explainTrust(automatic)}</p>
          {faces > 0 && <p className={css.small}>{t("trust.covers", { count: photos })}</p>}
          {expired > 0 && <p className={css.small}>{t("trust.expired", { count: expired })}</p>}
        </div>
        <Evidence automatic={automatic} />
      </div>
      <ChecksChart checks={checks} promise={automatic.promise} />
    </div>
  );
}

function Precision({ automatic: { precision, audited, state } }: { automatic: Automatic }) {
  const { t } = useTranslation("insights");
  if (precision === null || (audited < FEWEST_CHECKS && state === "provisional")) {
    return (
      <p className={css.figure} data-quiet>
        {t(precision === null ? "trust.notChecked" : "trust.tooFew")}
      </p>
    );
  }
  return (
    <p className={css.figure}>
      {atLeast(precision)}
      <span>{t("trust.right", { count: audited })}</span>
    </p>
  );
}

function Evidence({ automatic }: { automatic: Automatic }) {
  const { t } = useTranslation("insights");
  const { faces, share, state } = automatic;
  return (
    <div className={css.evidence}>
      <dl className={css.stats}>
        <div>
          <dt>{t("trust.count")}</dt>
          <dd>{formatNumber(faces)}</dd>
        </div>
        <div>
          <dt>{t("trust.share")}</dt>
          <dd>{share === null ? t("trust.none") : exactPercent(share)}</dd>
        </div>
      </dl>
      {state === "provisional" ? <Checks automatic={automatic} /> : <Range automatic={automatic} />}
      {canCheck(automatic) && <CheckSome />}
      <p className={css.small}>
        <Trans ns="insights" i18nKey="trust.mixed" components={{ to: <Link to="/review" /> }} />
      </p>
    </div>
  );
}

function CheckSome() {
  const { t } = useTranslation("insights");
  return (
    <div className={css.checkSome}>
      <Button component="a" href="/review?purpose=audit" leftSection={<ScanFace size={17} aria-hidden />}>
        {t("trust.checkSome")}
      </Button>
      <p className={css.small}>{t("trust.checkHint")}</p>
    </div>
  );
}

function Checks({ automatic }: { automatic: Automatic }) {
  const { t } = useTranslation("insights");
  return (
    <div className={css.checks}>
      <Progress
        value={(100 * automatic.audited) / Math.max(1, checksWanted(automatic))}
        size={10}
        radius="xl"
        aria-label={t("trust.checksMade")}
      />
      <span>{progressOf(automatic)}</span>
    </div>
  );
}

/** Where the true share lies, on a line that ends at 100 %. */
function Range({ automatic: { low, high, precision, promise } }: { automatic: Automatic }) {
  const { t } = useTranslation("insights");
  const start = Math.max(0, Math.floor(Math.min(low, promise, 0.98) * 50 - 0.2) / 50);
  const place = (share: number) => `${(100 * (share - start)) / (1 - start)}%`;
  const words = { low: atLeast(low), high: exactPercent(high), promise: atLeast(promise) };
  return (
    <div className={css.range} role="img" aria-label={t("trust.range", words)}>
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
          {t("trust.promised", { promise: atLeast(promise) })}
        </span>
        <span>{exactPercent(1)}</span>
      </div>
    </div>
  );
}
