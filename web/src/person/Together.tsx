// Who is often in the same photos; each leads to the photos of both.
import { Link } from "@tanstack/react-router";
import { UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Person, Profile } from "../api/types";
import { formatNumber } from "../ui/words";
import css from "./Person.module.css";
import { searchForAll } from "./search";

export function Together({ person, profile }: { person: Person; profile: Profile }) {
  const { t } = useTranslation("person");
  const isPart = profile.together_of < person.photos;
  return (
    <section className={css.together} aria-label={t("together.title")}>
      <h2>
        {t("together.title")} {isPart && <small>{t("together.ofNewest", { count: profile.together_of })}</small>}
      </h2>
      <ul>
        {profile.together.map((other) => (
          <li key={other.person_id}>
            <Link to="/search" search={{ q: searchForAll([person, { id: other.person_id, name: other.name }]) }}>
              {other.cover_url ? (
                <img src={other.cover_url} alt="" loading="lazy" />
              ) : (
                <UserRound size={20} aria-hidden />
              )}
              <span aria-hidden>{other.name}</span>
              <small aria-hidden>{formatNumber(other.photos)}</small>
              <span className="sr-only">{t("together.with", { name: other.name, count: other.photos })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
