import { useTranslation } from "react-i18next";
import type { Question } from "../api/types";
import { useCover } from "./queries";
import css from "./Review.module.css";

export function QuestionTitle({ question }: { question: Question }) {
  const { t } = useTranslation("review");
  const { person, faces } = question;
  const many = faces.length > 1;
  return (
    <div className={css.title}>
      {person && <Cover personId={person.id} />}
      <div>
        <h2 title={person?.name}>
          {person ? t("areThese", { count: faces.length, name: person.name }) : t("who", { count: faces.length })}
        </h2>
        {many && <p>{person ? t("takeOutWrong") : t("takeOutStrange")}</p>}
      </div>
    </div>
  );
}

function Cover({ personId }: { personId: number }) {
  const url = useCover(personId);
  return <div className={css.cover}>{url && <img src={url} alt="" decoding="sync" />}</div>;
}
