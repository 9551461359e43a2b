import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findLiterals } from "./literals";

const src = join(import.meta.dirname, "..");

const found = Object.fromEntries(
  readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|\.d\.ts$|^test-setup|^locales\/literals/.test(path))
    .map((path) => [path, findLiterals(path, readFileSync(join(src, path), "utf8"))] as const)
    .filter(([, literals]) => literals.length > 0),
);

describe("Words in the code", () => {
  test("come from the locales", () => {
    expect(found).toEqual({});
  });
});

describe("findLiterals", () => {
  test("sees text, props that are read out, and sentences anywhere", () => {
    const source = `
      const WORDS = ["No faces yet", "utf-8", t("people:none")];
      const a = <p aria-label={on ? "On" : t("off")} className="some class" aria-keyshortcuts="Enter M">Hello {name} · 3</p>;
      throw new Error("This is for developers");
    `;

    expect(findLiterals("a.tsx", source)).toEqual(["No faces yet", "On", "Hello"]);
  });
});
