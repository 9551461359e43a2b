// Where every face stands, as one bar and a list.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Insights } from "../api/types";
import { useReviewLeft } from "../review/queries";
import { formatNumber } from "../ui/words";
import css from "./FaceStates.module.css";
import cards from "./Insights.module.css";
import { exactPercent } from "./trustWords";

type States = Insights["faces"];

const ORDER = ["by_people", "by_machine", "suggested", "grouped", "alone", "strangers", "unsure"] as const;

export function FaceStates({ faces }: { faces: States }) {
  const { t } = useTranslation("insights");
  const shown = ORDER.filter((state) => faces[state] > 0);
  const all = shown.reduce((sum, state) => sum + faces[state], 0);
  if (all === 0) return null;
  return (
    <div className={cards.card}>
      <div className={css.bar} aria-hidden>
        {shown.map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: faces[state] }} />
        ))}
      </div>
      <ul className={css.states} aria-label={t("faces.label")}>
        {shown.map((state) => (
          <li key={state}>
            <i data-state={state} aria-hidden />
            <span>{t(`faces.${state}`)}</span>
            <b>{formatNumber(faces[state])}</b>
            <small>{tellShare(faces[state] / all)}</small>
          </li>
        ))}
      </ul>
      {faces.not_faces > 0 && <p className={cards.small}>{t("faces.not_faces", { count: faces.not_faces })}</p>}
      <Left />
    </div>
  );
}

/** What is there is never nothing, and what is not all is never all. */
export function tellShare(share: number) {
  if (share < 0.001) return `< ${exactPercent(0.001)}`;
  return exactPercent(share < 1 ? Math.min(share, 0.999) : 1);
}

function Left() {
  const { t } = useTranslation("insights");
  const { data } = useReviewLeft();
  if (!data?.questions || data.is_counting) return null;
  return (
    <p className={css.left}>
      {t("faces.left", { count: data.questions })} <Link to="/review">{t("faces.review")}</Link>
    </p>
  );
}
