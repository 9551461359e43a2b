// What the matcher learned at which time, why it was taken or not, and the way back.
import { Badge, Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import type { CalibratorVersion } from "../api/types";
import { showToast } from "../ui/toast";
import { count, formatClock, formatDay } from "../ui/words";
import css from "./Insights.module.css";
import { restoreVersion } from "./queries";

const STATES = {
  champion: "In use",
  lost: "Not better",
  retired: "Replaced",
  rolled_back: "Taken back",
} as const;

/** The gate's reasons in words for people; one that is not known here is told as it is. */
const REASONS: Record<string, string> = {
  "loses less on events it has not seen": "It was nearer to the truth on events it had not seen.",
  "loses no less on events it has not seen": "It was no nearer to the truth on events it had not seen.",
  "loses hardly less on events it has not seen": "It was hardly nearer to the truth on events it had not seen.",
  "loses less in too few of the folds": "It was nearer to the truth on too few events it had not seen.",
  "the prior loses less": "What came with the models is nearer to the truth.",
  "could be better by chance": "That it was nearer to the truth could be luck.",
  "it came with the models": "It came with the models.",
};

const nameOf = ({ version }: CalibratorVersion) => (version ? `Version ${version}` : "As delivered");

export function Versions({ models }: { models: CalibratorVersion[] }) {
  const { mutate, isPending, variables } = useMutation({
    mutationFn: restoreVersion,
    onSuccess: (version) =>
      showToast({ id: "restored", color: "pine", withBorder: true, message: `${nameOf(version)} is in use again` }),
  });
  return (
    <ul className={css.versions}>
      {models.map((one) => (
        <li key={one.version} data-state={one.state}>
          <div className={css.versionHead}>
            <strong>{nameOf(one)}</strong>
            <Badge variant="light" tt="none" color={one.state === "champion" ? "pine" : "gray"}>
              {STATES[one.state]}
            </Badge>
            <small>{tellMade(one)}</small>
          </div>
          <p>{REASONS[one.reason] ?? one.reason}</p>
          <Losses version={one} />
          {(one.state === "retired" || one.state === "rolled_back") && (
            <Button
              className={css.restore}
              size="compact-sm"
              variant="default"
              leftSection={<RotateCcw size={14} aria-hidden />}
              loading={isPending && variables === one.version}
              aria-label={`Go back to this: ${nameOf(one)}`}
              onClick={() => mutate(one.version)}
            >
              Go back to this
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function tellMade({ made_at, answers }: CalibratorVersion) {
  if (made_at === null) return "learned on public pictures";
  return `${formatDay(made_at)}, ${formatClock(made_at)} · from ${count(answers, "answer")}`;
}

/** Its error on events it had not seen, beside that of the one in use then. */
function Losses({ version: { champion_loss, challenger_loss } }: { version: CalibratorVersion }) {
  if (champion_loss === null || challenger_loss === null) return null;
  return (
    <span className={css.losses} title="Mean log loss on events it had not seen: lower is better">
      <small>error</small> {champion_loss.toFixed(3)} <span aria-hidden>→</span>
      <span className="sr-only">before, now</span> <b>{challenger_loss.toFixed(3)}</b>
    </span>
  );
}
