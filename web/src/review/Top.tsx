// Above the question: how much is left, how fast it goes, and how long one wants to go on.
import { ActionIcon, Button, Progress, SegmentedControl, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Keyboard, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../activity/queries";
import { isSettled } from "../activity/standing";
import { formatNumber } from "../ui/words";
import type { Purpose } from "./queries";
import css from "./Review.module.css";
import { SESSIONS, type Session } from "./session";
import { paceOf, type Tally } from "./tally";
import type { useReview } from "./useReview";

type Props = {
  review: ReturnType<typeof useReview>;
  purpose: Purpose;
  session: Session;
  setSession: (session: Session) => void;
  onHelp: () => void;
};

export function Top({ review, purpose, session, setSession, onHelp }: Props) {
  const { t } = useTranslation(["review", "common"]);
  const { answers, undoing, progress, run } = review;
  return (
    <header className={css.top}>
      <div className={css.left}>
        <h1>{purpose === "audit" ? t("checking") : t("title")}</h1>
        <LeftWords review={review} />
      </div>
      <Pace tally={review.tally} spent={review.spent} />
      {purpose === "ask" && (
        <SegmentedControl
          className={css.sessions}
          size="xs"
          radius="xl"
          value={session}
          onChange={(value) => setSession(value as Session)}
          aria-label={t("session.label")}
          data={SESSIONS.map((value) => ({ value, label: t(`session.${value}`) }))}
        />
      )}
      <Button
        variant="subtle"
        color="gray"
        leftSection={<Undo2 size={16} aria-hidden />}
        disabled={answers.length === 0 || undoing}
        onClick={() => run.undo()}
        aria-keyshortcuts="U"
      >
        {t("common:undo")}
      </Button>
      <Tooltip label={t("keys.show")}>
        <ActionIcon size="lg" className={css.keysButton} onClick={onHelp} aria-label={t("keys.show")}>
          <Keyboard size={19} />
        </ActionIcon>
      </Tooltip>
      <Progress className={css.progress} value={progress * 100} size={4} aria-label={t("progress")} />
    </header>
  );
}

function LeftWords({ review: { left, question, unsent, error } }: Pick<Props, "review">) {
  const { t } = useTranslation(["review", "common"]);
  const { data: status } = useStatus();
  if (error && unsent > 0) return <span role="status">{t("waiting", { count: unsent })}</span>;
  if (question === null || (left?.questions === 0 && !left.is_counting)) {
    return <span role="status">{status && isSettled(status) && t("nothingLeft")}</span>;
  }
  if (!left) return <span />;
  if (left.is_counting) return <span role="status">{t("counting")}</span>;
  return (
    <span>
      {t("actionsLeft", { count: left.actions })}{" "}
      <span className={css.more}>
        {t("questionsAndFaces", {
          questions: t("questions", { count: left.questions }),
          faces: t("common:faces", { count: left.faces }),
        })}
      </span>
    </span>
  );
}

function Pace({ tally, spent }: { tally: Tally; spent: number }) {
  const { t } = useTranslation(["review", "common"]);
  const pace = paceOf(tally, spent);
  return (
    <span className={css.pace}>
      {pace &&
        t(pace.faces >= 1 ? "pace" : "paceAnswers", {
          answers: formatNumber(Math.round(pace.answers)),
          faces: formatNumber(Math.round(pace.faces)),
        })}
    </span>
  );
}

/** Asked about one person first: said, and left with one click. */
export function AboutPerson({ name }: { name: string | null }) {
  const { t } = useTranslation(["review", "common"]);
  if (!name) return null;
  return (
    <p className={css.about}>
      {t("aboutFirst", { name })} <Link to="/review">{t("aboutAll")}</Link>
    </p>
  );
}
