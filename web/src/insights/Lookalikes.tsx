// People who are easily taken for each other.
import { Link } from "@tanstack/react-router";
import { UserRound } from "lucide-react";
import type { Insights } from "../api/types";
import { t } from "../locales/i18n";
import css from "./Insights.module.css";

type Pair = Insights["confusable"][number];

export function Lookalikes({ pairs }: { pairs: Pair[] }) {
  return (
    <ul className={css.pairs}>
      {pairs.map(({ person_a, person_b }) => (
        <li key={`${person_a.id}-${person_b.id}`}>
          <Who person={person_a} />
          <span>{t("insights:and")}</span>
          <Who person={person_b} />
        </li>
      ))}
    </ul>
  );
}

function Who({ person }: { person: Pair["person_a"] }) {
  return (
    <Link to="/people/$personId" params={{ personId: person.id }} search={{ tab: "faces" }}>
      {person.cover_url ? <img src={person.cover_url} alt="" loading="lazy" /> : <UserRound size={30} aria-hidden />}
      <strong>{person.name}</strong>
    </Link>
  );
}
