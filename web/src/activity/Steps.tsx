// Each step of a photo's journey, live. A line has the same height whatever the step does.
import { Progress } from "@mantine/core";
import { Check, Pause } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Status, Step } from "../api/types";
import { formatDuration, formatNumber } from "../ui/words";
import css from "./Activity.module.css";
import { doneOf, noteOfStep } from "./standing";
import { counted, wordsOf } from "./stepWords";
import { useNow } from "./useNow";

export function Steps({ status }: { status: Status }) {
  const now = useNow();
  return (
    <ul className={css.card}>
      {status.steps.map((step) => (
        <Line key={step.name} step={step} status={status} now={now} />
      ))}
    </ul>
  );
}

type LineProps = { step: Step; status: Status; now: number };

function Line({ step, status, now }: LineProps) {
  const { t } = useTranslation("activity");
  const { title, unit } = wordsOf(step.name);
  const left = step.waiting + step.running;
  const all = left + step.done + step.failed;
  const done = doneOf(step, unit, status);
  return (
    <li className={css.step} data-busy={left > 0 || undefined}>
      <div className={css.stepHead}>
        <strong>{title}</strong>
        <span>
          {left > 0 ? t("steps.of", { done: formatNumber(step.done), all: counted(unit, all) }) : counted(unit, done)}
        </span>
      </div>
      <Progress value={all ? ((all - left) / all) * 100 : 0} size={6} aria-label={title} />
      <div className={css.stepFoot}>
        <State step={step} paused={status.paused} pack={status.pack} now={now} />
        {step.failed > 0 && <span className={css.bad}>{t("steps.failed", { count: step.failed })}</span>}
      </div>
    </li>
  );
}

function State({ step, paused, pack, now }: { step: Step; paused: boolean; pack: string; now: number }) {
  const { t } = useTranslation("activity");
  const left = step.waiting + step.running;
  if (step.note) return <span>{noteOfStep(step, pack)}</span>;
  if (left === 0 && step.done + step.failed === 0) return <span>{t("steps.nothing")}</span>;
  if (left === 0) {
    return (
      <span>
        <Check size={14} aria-hidden /> {t("steps.done")}
      </span>
    );
  }
  const waited = step.since ? (now - Date.parse(step.since)) / 1000 : 0;
  return (
    <>
      <span>{paused && step.running === 0 ? <Held /> : paceOf(step)}</span>
      {step.seconds_left !== null && (
        <span>
          {step.seconds_left < 60 ? t("steps.soon") : t("steps.left", { time: formatDuration(step.seconds_left) })}
        </span>
      )}
      {waited >= 60 && <span>{t("steps.oldest", { time: formatDuration(waited) })}</span>}
    </>
  );

  function paceOf({ rate }: Step) {
    if (!rate) return t("steps.starting");
    const slow = rate < 0.5;
    const shown = formatNumber(slow ? rate * 60 : rate, { maximumFractionDigits: rate < 10 ? 1 : 0 });
    return t(slow ? "steps.rateMinute" : "steps.rate", { rate: shown });
  }
}

function Held() {
  const { t } = useTranslation("activity");
  return (
    <>
      <Pause size={14} aria-hidden /> {t("steps.paused")}
    </>
  );
}
