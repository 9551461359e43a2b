// How far the library is, in one line under the places to go.
import { Progress } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { formatTimeLeft } from "../ui/words";
import css from "./Activity.module.css";
import { useStatus } from "./queries";
import { wordsOf } from "./stepWords";

export function ProgressLine() {
  const { data: status } = useStatus();
  if (!status || status.idle) return null;
  const step = status.steps.find(({ waiting, running }) => waiting + running > 0);
  if (!step) return null;
  const all = step.done + step.waiting + step.running + step.failed;
  const seconds = Math.max(0, ...status.steps.map(({ seconds_left }) => seconds_left ?? 0));
  return (
    <Link to="/activity" className={css.progressLine}>
      <span>{wordsOf(step.name).title}</span>
      <Progress
        value={all ? ((step.done + step.failed) / all) * 100 : 0}
        size={4}
        aria-label={wordsOf(step.name).title}
      />
      {seconds > 0 && <small>{formatTimeLeft(seconds)}</small>}
    </Link>
  );
}
