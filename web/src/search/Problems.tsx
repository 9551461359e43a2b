// What was not understood, in words, with what could stand there instead.
import { Button } from "@mantine/core";
import { CircleAlert, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { replace } from "./editing";
import type { Found, Problem } from "./queries";
import css from "./Search.module.css";

type Props = { found: Found; onText: (text: string) => void };

export function Problems({ found, onText }: Props) {
  const { t } = useTranslation("search");
  if (found.problems.length === 0) return null;
  return (
    <ul className={css.problems} aria-label={t("problems.label")} role="status">
      {found.problems.map((problem) => {
        const Icon = problem.code === "several_people" ? UsersRound : CircleAlert;
        return (
          <li key={`${problem.code} ${problem.start}`} data-mild={problem.code === "several_people" || undefined}>
            <Icon size={17} aria-hidden />
            <span>{wordsOf(problem, found.q, t)}</span>
            {problem.suggestions.map((text) => (
              <Button
                key={text}
                size="compact-sm"
                variant="default"
                radius="xl"
                onClick={() => onText(replace(found.q, problem.start, problem.end, text))}
              >
                {text.replace(/^"([^"]*)"$/, "$1")}
              </Button>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

const KNOWN = [
  "unknownName",
  "severalPeople",
  "unknownSource",
  "unknownKeyword",
  "badDate",
  "badNumber",
  "noValue",
  "nothingBeside",
  "openQuote",
  "openParenthesis",
  "extraParenthesis",
  "onlyWhom",
  "emptyName",
  "tooLong",
  "tooMany",
  "tooDeep",
] as const;

const camel = (code: string) => code.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The server's own words stand in where it says something new. */
function wordsOf(problem: Problem, q: string, t: ReturnType<typeof useTranslation<"search">>["t"]) {
  const code = KNOWN.find((known) => known === camel(problem.code));
  const part = q.slice(problem.start, problem.end).slice(0, 60);
  return code ? t(`problem.${code}`, { part }) : problem.message;
}
