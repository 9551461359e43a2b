import { describe, expect, test } from "vitest";
import { de } from "./de";
import { en } from "./en";
import { pseudo, pseudoText } from "./pseudo";

type Words = { [key: string]: string | Words };

/** Every text with its path: "people:merge.title". */
function textsOf(words: Words, path = ""): [path: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : textsOf(value, `${path}${key}.`),
  );
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const namesOf = (words: Words) => new Set(textsOf(words).map(([path]) => path.replace(PLURAL, "")));
const holesOf = (text: string) =>
  [...text.matchAll(/\{\{-?\s*(\w+)[^}]*\}\}|<(\w+) ?\/?>/g)].map((m) => m[1] ?? m[2]).sort();

describe("German", () => {
  test("has exactly the words of English", () => {
    expect([...namesOf(de)].sort()).toEqual([...namesOf(en)].sort());
  });

  test("fills the same holes as English", () => {
    const english = new Map(textsOf(en));
    const wrong = textsOf(de).filter(([path, text]) => {
      const same = english.get(path) ?? english.get(path.replace(PLURAL, "_other")) ?? "";
      // "one face" may do without the number.
      return (
        holesOf(text)
          .filter((h) => h !== "count")
          .join() !==
        holesOf(same)
          .filter((h) => h !== "count")
          .join()
      );
    });

    expect(wrong).toEqual([]);
  });
});

describe.each([
  ["en", en],
  ["de", de],
] as const)("%s", (language, words) => {
  test("has no empty text", () => {
    expect(textsOf(words).filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test("has every plural form its language knows", () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const paths = new Set(textsOf(words).map(([path]) => path));
    const missing = [...paths]
      .filter((path) => PLURAL.test(path))
      .flatMap((path) => needed.map((form) => path.replace(PLURAL, `_${form}`)))
      .filter((path) => !paths.has(path));

    expect(missing).toEqual([]);
  });
});

describe("The pseudo-locale", () => {
  test("is longer, in brackets, and keeps what is filled in", () => {
    const text = pseudoText("Merge <b>{{name}}</b> and {{count, number}} others");

    expect(text).toMatch(/^\[Ṁéŕĝé <b>\{\{name\}\}<\/b> àñđ \{\{count, number\}\} öţĥéŕš .+\]$/);
    expect(namesOf(pseudo(en))).toEqual(namesOf(en));
  });
});
