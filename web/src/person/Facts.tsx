// How much there is of somebody, whose word it is, and since when: each a way to what it counts.
import { Link } from "@tanstack/react-router";
import { Trans, useTranslation } from "react-i18next";
import type { Person, Profile } from "../api/types";
import { BirthDate } from "../people/BirthDate";
import css from "../people/PersonHead.module.css";
import { formatDay } from "../ui/words";
import type { PersonSearch } from "./search";

export function Facts({ person, profile }: { person: Person; profile?: Profile }) {
  const { t } = useTranslation(["person", "common"]);
  const to = (search: PersonSearch, words: string) => (
    <Link to="/people/$personId" params={{ personId: person.id }} search={search}>
      {words}
    </Link>
  );
  return (
    <ul className={css.facts} aria-label={t("facts.label")}>
      <li>{to({}, t("common:photos", { count: person.photos }))}</li>
      <li>{to({ tab: "faces" }, t("common:faces", { count: person.faces }))}</li>
      {profile && profile.named_by_machine > 0 && (
        <>
          <li>{t("facts.byPeople", { count: profile.named_by_people })}</li>
          <li>{to({ tab: "faces", machine: true }, t("facts.byMachine", { count: profile.named_by_machine }))}</li>
        </>
      )}
      {person.suggestions > 0 && (
        <li>{to({ tab: "suggestions" }, t("facts.toCheck", { count: person.suggestions }))}</li>
      )}
      <Seen person={person} profile={profile} />
      <li>
        <BirthDate person={person} />
      </li>
    </ul>
  );
}

function Seen({ person, profile }: { person: Person; profile?: Profile }) {
  if (!person.first_seen || !person.last_seen) return null;
  const [first, last] = [formatDay(person.first_seen), formatDay(person.last_seen)];
  const photo = (photoId: number | null | undefined, words: string) =>
    photoId ? (
      <Link to="/photos/$photoId" params={{ photoId }} search={{ person: person.id }}>
        {words}
      </Link>
    ) : (
      <span>{words}</span>
    );
  return (
    <li>
      <Trans
        ns="person"
        i18nKey={first === last ? "facts.seenOnce" : "facts.seen"}
        values={{ first, last }}
        components={{ first: photo(profile?.first_photo_id, first), last: photo(profile?.last_photo_id, last) }}
      />
    </li>
  );
}
