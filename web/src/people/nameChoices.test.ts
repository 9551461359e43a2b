import { describe, expect, test } from "vitest";
import { choicesFor } from "./nameChoices";

const person = (id: number, name: string) => ({ id, name, cover_url: null, faces: id });
const known = [person(1, "Anna Berg"), person(2, "Joanna"), person(3, "Søren Ånes"), person(4, "Ada Anders")];
const ask = (text: string, more = {}) =>
  choicesFor({ text, known, candidates: [], mayCreate: true, ...more }).map(({ name, isNew }) =>
    isNew ? `+${name}` : name,
  );

describe("choicesFor", () => {
  test("puts names that begin like it before names that have it somewhere, and a new name last", () => {
    expect(ask("an")).toEqual(["Anna Berg", "Søren Ånes", "Ada Anders", "Joanna", "+an"]);
  });

  test("makes a new name the first choice where nobody's begins like it", () => {
    expect(ask("erg")).toEqual(["+erg", "Anna Berg"]);
  });

  test("makes nobody twice, however the name is written", () => {
    expect(ask("  anna   BERG ")).toEqual(["Anna Berg"]);
  });

  test("finds letters with marks by letters without", () => {
    expect(ask("soren anes", { known: [person(3, "Sören Ånes")] })).toEqual(["Sören Ånes"]);
  });

  test("offers the likeliest while nothing is typed, and nobody where nobody is likely", () => {
    const candidates = [{ person_id: 4, name: "Ada Anders", probability: 0.8 }];

    expect(ask("", { candidates })).toEqual(["Ada Anders"]);
    expect(ask("")).toEqual([]);
  });

  test("leaves out the one it is about, and new names where they make no sense", () => {
    expect(ask("anna", { exclude: 1, mayCreate: false })).toEqual(["Joanna"]);
  });
});
