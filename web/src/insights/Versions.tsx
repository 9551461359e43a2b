// What the matcher learned at which time, why it was taken or not, and the way back.
import { Badge, Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import type { CalibratorVersion } from "../api/types";
import { t } from "../locales/i18n";
import { showToast } from "../ui/toast";
import { formatDate, formatNumber } from "../ui/words";
import css from "./Insights.module.css";
import { restoreVersion } from "./queries";

/** The gate's reasons in words for people; one that is not known here is told as it is. */
const REASONS: Record<string, Reason> = {
  "loses less on events it has not seen": "better",
  "loses no less on events it has not seen": "noBetter",
  "loses hardly less on events it has not seen": "hardly",
  "loses less in too few of the folds": "tooFew",
  "the prior loses less": "prior",
  "could be better by chance": "luck",
  "it came with the models": "delivered",
};
type Reason = "better" | "noBetter" | "hardly" | "tooFew" | "prior" | "luck" | "delivered";

function tellReason(reason: string) {
  const known = REASONS[reason];
  return known ? t(`insights:versions.reasons.${known}`) : reason;
}

const nameOf = ({ version }: CalibratorVersion) =>
  version ? t("insights:versions.version", { number: formatNumber(version) }) : t("insights:versions.asDelivered");

export function Versions({ models }: { models: CalibratorVersion[] }) {
  const { mutate, isPending, variables } = useMutation({
    mutationFn: restoreVersion,
    onSuccess: (version) =>
      showToast({
        id: "restored",
        color: "pine",
        withBorder: true,
        message: t("insights:versions.inUseAgain", { name: nameOf(version) }),
      }),
  });
  return (
    <ul className={css.versions}>
      {models.map((one) => (
        <li key={one.version} data-state={one.state}>
          <div className={css.versionHead}>
            <strong>{nameOf(one)}</strong>
            <Badge variant="light" tt="none" color={one.state === "champion" ? "pine" : "gray"}>
              {t(`insights:versions.${one.state}`)}
            </Badge>
            <small>{tellMade(one)}</small>
          </div>
          <p>{tellReason(one.reason)}</p>
          <Losses version={one} />
          {(one.state === "retired" || one.state === "rolled_back") && (
            <Button
              className={css.restore}
              size="compact-sm"
              variant="default"
              leftSection={<RotateCcw size={14} aria-hidden />}
              loading={isPending && variables === one.version}
              aria-label={t("insights:versions.goBackTo", { name: nameOf(one) })}
              onClick={() => mutate(one.version)}
            >
              {t("insights:versions.goBack")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function tellMade({ made_at, answers }: CalibratorVersion) {
  if (made_at === null) return t("insights:versions.learnedOn");
  return t("insights:versions.made", {
    when: formatDate(made_at, { dateStyle: "long", timeStyle: "short" }),
    count: answers,
  });
}

/** Its error on events it had not seen, beside that of the one in use then. */
function Losses({ version: { champion_loss, challenger_loss } }: { version: CalibratorVersion }) {
  if (champion_loss === null || challenger_loss === null) return null;
  const loss = (value: number) => formatNumber(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return (
    <span className={css.losses} title={t("insights:versions.errorHint")}>
      <small>{t("insights:versions.error")}</small> {loss(champion_loss)} <span aria-hidden>→</span>
      <span className="sr-only">{t("insights:versions.beforeNow")}</span> <b>{loss(challenger_loss)}</b>
    </span>
  );
}
