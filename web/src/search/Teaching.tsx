// What can be asked, with the user's own people: each line is a search to click.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { quoted } from "./editing";
import css from "./Search.module.css";

const names = {
  queryKey: ["people", "teaching"],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    ask(api.GET("/api/people", { params: { query: { limit: 3 } }, signal })),
};

export function Teaching() {
  const { t } = useTranslation("search");
  const { data } = useQuery(names);
  if (!data) return null;
  const [a, b, c] = data.items.map((person) => ({ name: person.name, text: quoted(person.name) }));
  const lastYear = (data.items[0]?.last_seen ?? "").slice(0, 4) || String(new Date().getFullYear());
  const examples: [string, string][] = [];
  if (a && b) {
    examples.push([`${a.text} & ${b.text}`, t("teach.both", { a: a.name, b: b.name })]);
    examples.push([`${a.text} | ${b.text}`, t("teach.either", { a: a.name, b: b.name })]);
    examples.push([`only: ${a.text} & ${b.text}`, t("teach.only", { a: a.name, b: b.name })]);
  }
  if (a) examples.push([`${a.text} ${lastYear}`, t("teach.year", { a: a.name, year: lastYear })]);
  const away = c ?? b;
  if (a && away) examples.push([`${a.text} -${away.text}`, t("teach.without", { a: a.name, b: away.name })]);
  examples.push(["faces:5..", t("teach.crowd")], ["unnamed", t("teach.unnamed")]);
  return (
    <section className={css.part} aria-label={t("teach.title")}>
      <h2>{t("teach.title")}</h2>
      {!a && <p className={css.hint}>{t("teach.noNames")}</p>}
      <ul className={css.examples}>
        {examples.map(([text, words]) => (
          <li key={text}>
            <Link to="/search" search={{ q: text }}>
              <code>{text}</code>
              <span>{words}</span>
            </Link>
          </li>
        ))}
      </ul>
      <p className={css.hint}>{t("teach.more")}</p>
    </section>
  );
}
