import { ActionIcon, Button, Progress, Tooltip } from "@mantine/core";
import { useDisclosure, useDocumentTitle } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { Keyboard, PartyPopper, ScanFace, Undo2 } from "lucide-react";
import { HeldUp } from "../activity/HeldUp";
import { useStatus } from "../activity/queries";
import { isLooking, isSettled, isWorking, noteOf } from "../activity/standing";
import type { Status } from "../api/types";
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
      <HeldUp />
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
  const { data: status } = useStatus();
  const all = answered + (left?.questions ?? 0);
  return (
    <header className={css.top}>
      <div className={css.left}>
        <h1>Review</h1>
        <span aria-live="polite">
          {left &&
            (left.questions > 0
              ? `About ${count(left.faces, "face")}, about ${count(left.actions, "action")} left`
              : status && isSettled(status) && "Nothing left")}
        </span>
      </div>
      <Progress
        className={css.progress}
        value={all ? (answered / all) * 100 : status && isSettled(status) ? 100 : 0}
        size={5}
        aria-label="Answered"
      />
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
  if (!status) return <SkeletonGrid count={6} label={false} />;
  const settled = isSettled(status);
  const [title, words] = wordsForEnd(status, answered);
  return (
    <Empty
      icon={settled ? <PartyPopper size={30} /> : <ScanFace size={30} />}
      title={title}
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
      {words}
    </Empty>
  );
}

function wordsForEnd(status: Status, answered: number): [title: string, words: string] {
  if (noteOf(status)) return ["Nothing to ask yet", "Questions come up as soon as what is in the way is gone."];
  if (isLooking(status)) {
    return ["Still looking for faces", "Photos are still being read; questions come up as faces are found."];
  }
  if (isWorking(status)) return ["Still recognising people", "Questions may come up once all faces were compared."];
  if (status.photos.total === 0) return ["No photos yet", "Add photos, and questions come up as faces are found."];
  if (status.faces === 0) return ["No faces yet", "There is nobody in the photos that were read so far."];
  const all = "Every face that looks like somebody has an answer. New photos bring new questions.";
  return [answered > 0 ? "That was all" : "Nothing to ask", all];
}
