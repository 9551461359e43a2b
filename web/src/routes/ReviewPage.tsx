import { useDisclosure, useDocumentTitle } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { HeldUp } from "../activity/HeldUp";
import { usePerson } from "../people/queries";
import { End } from "../review/End";
import { KeyHelp } from "../review/KeyHelp";
import { QuestionSkeleton } from "../review/QuestionSkeleton";
import { QuestionView } from "../review/QuestionView";
import css from "../review/Review.module.css";
import { AboutPerson, Top } from "../review/Top";
import { wordsForAnswer } from "../review/toasts";
import { useReview } from "../review/useReview";
import { useUsualSession } from "../review/useUsualSession";
import { Failed } from "../ui/states";

const route = getRouteApi("/review");

export function ReviewPage() {
  const { person, purpose = "ask" } = route.useSearch();
  // Another person or purpose is another run of questions.
  return <Reviewing key={`${person} ${purpose}`} personId={person} purpose={purpose} />;
}

function Reviewing({ personId, purpose }: { personId?: number; purpose: "ask" | "audit" }) {
  const { t } = useTranslation("review");
  useDocumentTitle(`${t("title")} · Kenfolk`);
  const [usual] = useUsualSession();
  const { session = usual } = route.useSearch();
  const navigate = route.useNavigate();
  const review = useReview({ purpose, personId, session });
  const [help, { open, close }] = useDisclosure();
  const { question, over, error, run } = review;
  const said = review.answers.at(-1);
  return (
    <div className={css.page}>
      <Top
        review={review}
        purpose={purpose}
        session={session}
        setSession={(chosen) =>
          navigate({ search: (now) => ({ ...now, session: chosen === usual ? undefined : chosen }), replace: true })
        }
        onHelp={open}
      />
      <HeldUp />
      {personId && <PersonLine personId={personId} />}
      {error && question === undefined ? <Failed error={error} retry={() => run.start()} /> : null}
      {question === undefined && !error && <Late />}
      {question && !over && (
        <QuestionView
          // It stays the same question where an undo gives it another number.
          key={`${question.kind} ${question.person?.id} ${question.faces.map(({ id }) => id).join()}`}
          question={question}
          out={review.out}
          busy={review.undoing}
          answer={(body) => run.answer(body)}
          undo={() => run.undo()}
          onHelp={open}
        />
      )}
      {(question === null || (question && over)) && <End review={review} purpose={purpose} />}
      <KeyHelp opened={help} onClose={close} />
      <span className="sr-only" role="status">
        {said && wordsForAnswer(said)}
      </span>
    </div>
  );
}

function PersonLine({ personId }: { personId: number }) {
  const { data } = usePerson(personId);
  return <AboutPerson name={data?.name ?? null} />;
}

/** What is there within a blink needs no skeleton. */
function Late() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), 120);
    return () => window.clearTimeout(timer);
  }, []);
  return late ? <QuestionSkeleton /> : <div className={css.question} aria-busy="true" />;
}
