// Chips and the builder are another way to write the text. The text is the truth: everything here returns a new one.
import type { Found, Term } from "./queries";

export type Role = "all" | "any" | "none";
export type Who = { text: string; name: string; cover: string | null; meant: number; role: Role };
export type Rest = { text: string; negated: boolean; term: Term | null };

/** A search without parentheses, as a form sees it. */
export type Model = { people: Who[]; only: boolean; rest: Rest[] };

export const EMPTY: Model = { people: [], only: false, rest: [] };

type Read = Pick<Found, "terms" | "simple">;

/** Return the search as a form sees it; null when it is too entangled for that. */
export function modelOf({ terms, simple }: Read): Model | null {
  if (!simple) return null;
  const roles = new Map<number, Role>();
  for (const role of ["all", "any", "none"] as const) for (const place of simple[role]) roles.set(place, role);
  return {
    people: terms.flatMap((term, place) => {
      const role = roles.get(place);
      return role ? [whoOf(term, role)] : [];
    }),
    only: simple.only,
    rest: simple.rest.flatMap((place) => {
      const term = terms[place];
      return term ? [{ text: term.text, negated: term.negated, term }] : [];
    }),
  };
}

function whoOf(term: Term, role: Role): Who {
  const [first] = term.people;
  const one = term.people.length === 1 ? first : undefined;
  return {
    text: term.text,
    name: one?.name ?? term.name ?? term.text,
    cover: one?.cover_url ?? null,
    meant: term.people.length,
    role,
  };
}

/** Write a form as text. */
export function compose({ people, only, rest }: Model): string {
  const [all, any, none] = (["all", "any", "none"] as const).map((role) =>
    people.filter((who) => who.role === role).map((who) => who.text),
  ) as [string[], string[], string[]];
  const others = [...none.map((text) => `-${text}`), ...rest.map(({ text, negated }) => (negated ? `-${text}` : text))];
  const choice = any.join(" | ");
  const group = any.length > 1 && all.length > 0 ? `(${choice})` : choice;
  const there = [...all, ...(group ? [group] : [])].join(" & ");
  return [there && only ? `only: ${there}` : there, ...others].filter(Boolean).join(" ");
}

/** Somebody may be there, has to be, or must not be. One alone of several is no choice: then everybody is one. */
export function withRole(model: Model, at: number, role: Role): Model {
  const people = model.people.map((who, place) => (place === at ? { ...who, role } : who));
  if (role !== "any" || people.filter((who) => who.role === "any").length > 1) return settled({ ...model, people });
  return { ...model, people: people.map((who) => (who.role === "all" ? { ...who, role: "any" } : who)) };
}

export const without = (model: Model, at: number): Model =>
  settled({ ...model, people: model.people.filter((_, place) => place !== at) });

export const withoutRest = (model: Model, at: number): Model => ({
  ...model,
  rest: model.rest.filter((_, place) => place !== at),
});

export const withPerson = (model: Model, text: string, name: string, role: Role): Model => {
  const added = { ...model, people: [...model.people, { text, name, cover: null, meant: 1, role }] };
  return role === "any" ? withRole(added, added.people.length - 1, "any") : added;
};

/** Put a term of a kind in the place of those there are; an empty text takes it away. */
export function withTerm(model: Model, kind: Term["kind"], text: string): Model {
  const kept = model.rest.filter((one) => one.negated || one.term?.kind !== kind);
  return { ...model, rest: text ? [...kept, { text, negated: false, term: null }] : kept };
}

export const termOf = (model: Model, kind: Term["kind"]): Term | undefined =>
  model.rest.find((one) => !one.negated && one.term?.kind === kind)?.term ?? undefined;

function settled(model: Model): Model {
  const positive = model.people.some((who) => who.role !== "none");
  const choices = model.people.filter((who) => who.role === "any").length;
  const people =
    choices === 1 ? model.people.map((w) => (w.role === "any" ? { ...w, role: "all" as const } : w)) : model.people;
  return { ...model, people, only: model.only && positive };
}

/** Write a name so that the server reads it as one. */
export const quoted = (name: string) =>
  /^[\p{L}\p{M}][\p{L}\p{M}\p{N}'’.-]*$/u.test(name) && name.toLowerCase() !== "unnamed"
    ? name
    : `"${name.replaceAll('"', '""')}"`;

/** Cut a piece out of a text, with the sign that joined it to the rest. */
export function cut(text: string, start: number, end: number) {
  const before = text.slice(0, start).replace(/[-\s]+$/, "");
  const behind = text.slice(end).trimStart();
  const joins = /[&|,]$/.test(before)
    ? [before.slice(0, -1).trimEnd(), behind]
    : [before, behind.replace(/^[&|,]\s*/, "")];
  return joins.filter(Boolean).join(" ");
}

export const replace = (text: string, start: number, end: number, by: string) =>
  text.slice(0, start) + by + text.slice(end);

/** A span of years, months or days as it is written. */
export function spanText(first: string, last: string) {
  if (!first && !last) return "";
  return first === last ? first : `${first}..${last}`;
}

export function facesText(low: number | null, high: number | null) {
  if (low === null && high === null) return "";
  return low === high ? `faces:${low}` : `faces:${low ?? ""}..${high ?? ""}`;
}
