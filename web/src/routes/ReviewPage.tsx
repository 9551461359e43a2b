import { ActionIcon, Button, Progress, Tooltip } from "@mantine/core";
import { useDisclosure, useDocumentTitle } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { Keyboard, PartyPopper, Undo2 } from "lucide-react";
import { useStatus } from "../activity/queries";
import { KeyHelp } from "../review/KeyHelp";
import { QuestionView } from "../review/QuestionView";
import { useReviewLeft } from "../review/queries";
import css from "../review/Review.module.css";
import { useReview } from "../review/useReview";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { count } from "../ui/words";

export function ReviewPage() {
  useDocumentTitle("Review · Kenfolk");
  const review = useReview();
  const [help, { open, close }] = useDisclosure();
  const { question } = review;
  return (
    <div className={css.page}>
      <Top answered={review.answered} undo={review.undo} busy={review.busy} onHelp={open} />
      {review.error && question === undefined ? <Failed error={review.error} retry={review.retry} /> : null}
      {question === undefined && !review.error && <SkeletonGrid count={6} label={false} />}
      {question && (
        <QuestionView
          key={question.id}
          question={question}
          busy={review.busy}
          answer={(body) => review.answer(question.id, body)}
          undo={review.undo}
          onHelp={open}
        />
      )}
      {question === null && <End answered={review.answered} again={review.retry} />}
      <KeyHelp opened={help} onClose={close} />
    </div>
  );
}

type TopProps = { answered: number; undo: () => void; busy: boolean; onHelp: () => void };

function Top({ answered, undo, busy, onHelp }: TopProps) {
  const { data: left } = useReviewLeft();
  const all = answered + (left?.questions ?? 0);
  return (
    <header className={css.top}>
      <div className={css.left}>
        <h1>Review</h1>
        <span aria-live="polite">
          {left &&
            (left.questions > 0
              ? `${count(left.questions, "question")} · ${count(left.faces, "face")} left`
              : "Nothing left")}
        </span>
      </div>
      <Progress className={css.progress} value={all ? (answered / all) * 100 : 100} size={5} aria-label="Answered" />
      <Button
        variant="subtle"
        color="gray"
        leftSection={<Undo2 size={16} aria-hidden />}
        disabled={answered === 0 || busy}
        onClick={undo}
        aria-keyshortcuts="U"
      >
        Undo
      </Button>
      <Tooltip label="Keys (?)">
        <ActionIcon size="lg" className={css.keysButton} onClick={onHelp} aria-label="Show the keys">
          <Keyboard size={19} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

function End({ answered, again }: { answered: number; again: () => void }) {
  const { data: status } = useStatus();
  const busy = status ? !status.idle : false;
  return (
    <Empty
      icon={<PartyPopper size={30} />}
      title={answered > 0 ? "That was all" : busy ? "Nothing to ask yet" : "Nothing to ask"}
      action={
        <div className={css.endActions}>
          <Button component={Link} to="/">
            See your people
          </Button>
          <Button variant="default" onClick={again}>
            Look again
          </Button>
        </div>
      }
    >
      {answered > 0 && `You answered ${count(answered, "question")}. `}
      {busy
        ? "Photos are still being read; questions come up as faces are found."
        : "Every face that looks like somebody has an answer. New photos bring new questions."}
    </Empty>
  );
}
