// Each step of a photo's journey, live.
import { Progress } from "@mantine/core";
import { Check } from "lucide-react";
import type { Status, Step } from "../api/types";
import { count, formatDuration, formatNumber } from "../ui/words";
import css from "./Activity.module.css";
import { doneOf } from "./standing";
import { wordsOf } from "./stepWords";

export function Steps({ status }: { status: Status }) {
  return (
    <ul className={css.card}>
      {status.steps.map((step) => (
        <Line key={step.name} step={step} status={status} />
      ))}
    </ul>
  );
}

function Line({ step, status }: { step: Step; status: Status }) {
  const { title, unit } = wordsOf(step.name);
  const left = step.waiting + step.running;
  const all = left + step.done + step.failed;
  const share = all ? ((all - left) / all) * 100 : 100;
  return (
    <li className={css.step} data-busy={left > 0 || undefined}>
      <div className={css.stepHead}>
        <strong>{title}</strong>
        <span>
          {left > 0 ? (
            `${formatNumber(step.done)} of ${count(all, unit)}`
          ) : (
            <>
              {!step.note && <Check size={15} aria-hidden />} {count(doneOf(step, unit, status), unit)}
            </>
          )}
        </span>
      </div>
      {left > 0 && <Progress value={share} size={7} aria-label={title} />}
      <div className={css.stepFoot}>
        {step.rate !== null && left > 0 && (
          <span>{step.rate < 10 ? step.rate.toFixed(1) : Math.round(step.rate)} a second</span>
        )}
        {step.seconds_left !== null && left > 0 && <span>{formatDuration(step.seconds_left)} left</span>}
        {step.note && <span>{step.note}</span>}
        {step.failed > 0 && <span className={css.bad}>{formatNumber(step.failed)} failed</span>}
      </div>
    </li>
  );
}
