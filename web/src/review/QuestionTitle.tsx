import type { Question } from "../api/types";
import { usePerson } from "../people/queries";
import css from "./Review.module.css";

export function QuestionTitle({ question }: { question: Question }) {
  const { kind, person, faces } = question;
  if (kind === "confirm" && person) {
    return (
      <div className={css.title}>
        <Cover personId={person.id} />
        <div>
          <h2 title={person.name}>
            {faces.length === 1 ? "Is this" : "Are these"} {person.name}?
          </h2>
          {faces.length > 1 && <p>Take out the ones that are not.</p>}
        </div>
      </div>
    );
  }
  return (
    <div className={css.title}>
      <div>
        <h2>Who is this?</h2>
        {kind === "identify" && faces.length > 1 && <p>Take out anybody who does not belong.</p>}
      </div>
    </div>
  );
}

function Cover({ personId }: { personId: number }) {
  const { data } = usePerson(personId);
  return <div className={css.cover}>{data?.cover_url && <img src={data.cover_url} alt="" />}</div>;
}
