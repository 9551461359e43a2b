// Which people a name field offers, best first.
import type { Person, Suggestion } from "../api/types";
import { t } from "../locales/i18n";
import { percent } from "../ui/words";
import { fold } from "./crowd";

/** The server takes no longer names. */
export const LONGEST = 200;
export const tooLong = () => t("people:tooLong", { count: LONGEST });

/** Somebody by name; `personId` is null for one who is new. */
export type Named = { personId: number | null; name: string };

export type Choice = Named & {
  key: string;
  isNew: boolean;
  cover: string | null;
  note: string;
};

type Asked = {
  text: string;
  known: Pick<Person, "id" | "name" | "cover_url" | "faces">[];
  candidates: Suggestion[];
  exclude?: number;
  mayCreate: boolean;
};

export function choicesFor({ text, known, candidates, exclude, mayCreate }: Asked): Choice[] {
  const typed = fold(text);
  const wanted = known.filter((person) => person.id !== exclude && fold(person.name).includes(typed));
  if (!typed) return candidates.map(offer);
  const choices = wanted.sort((a, b) => rank(a.name, typed) - rank(b.name, typed)).map(show);
  const isKnown = wanted.some((person) => fold(person.name) === typed);
  if (isKnown || !mayCreate) return choices;
  // A name nobody has: offered first unless somebody's name begins like it.
  const made: Choice = { key: "new", name: text.trim(), personId: null, isNew: true, cover: null, note: "" };
  const first = wanted[0];
  return first && rank(first.name, typed) < 2 ? [...choices, made] : [made, ...choices];
}

/** 0: the very name, 1: begins like it, 2: a later word begins like it, 3: has it somewhere. */
function rank(name: string, typed: string) {
  const folded = fold(name);
  if (folded === typed) return 0;
  if (folded.startsWith(typed)) return 1;
  return folded.split(" ").some((word) => word.startsWith(typed)) ? 2 : 3;
}

const show = (person: Asked["known"][number]): Choice => ({
  key: `person-${person.id}`,
  name: person.name,
  personId: person.id,
  isNew: false,
  cover: person.cover_url,
  note: t("common:faces", { count: person.faces }),
});

const offer = (candidate: Suggestion): Choice => ({
  key: `person-${candidate.person_id}`,
  name: candidate.name,
  personId: candidate.person_id,
  isNew: false,
  cover: null,
  note: percent(candidate.probability),
});
