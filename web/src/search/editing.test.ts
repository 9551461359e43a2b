import { describe, expect, it } from "vitest";
import {
  compose,
  cut,
  EMPTY,
  facesText,
  type Model,
  modelOf,
  quoted,
  spanText,
  without,
  withPerson,
  withRole,
  withTerm,
} from "./editing";
import type { Term } from "./queries";

const who = (text: string, role: "all" | "any" | "none" = "all") => ({ text, name: text, cover: null, meant: 1, role });
const of = (people: Model["people"], more: Partial<Model> = {}): Model => ({ ...EMPTY, people, ...more });
const term = (text: string, more: Partial<Term> = {}): Term => ({
  ...{ kind: "person" as const, start: 0, end: text.length, text, negated: false, name: text, people: [] },
  ...{ low: null, high: null, first: null, last: null },
  ...more,
});

describe("compose", () => {
  it.each([
    [of([]), ""],
    [of([who("Anna"), who("Ben")]), "Anna & Ben"],
    [of([who("Anna", "any"), who("Ben", "any")]), "Anna | Ben"],
    [of([who("Anna"), who("Ben", "any"), who("Carl", "any")]), "Anna & (Ben | Carl)"],
    [of([who("Anna", "any"), who("Ben", "any"), who("Carl", "none")]), "Anna | Ben -Carl"],
    [of([who("Anna"), who("Ben")], { only: true }), "only: Anna & Ben"],
    [of([who("Anna", "any"), who("Ben", "any")], { only: true }), "only: Anna | Ben"],
    [of([who("Anna", "none")], { only: true }), "-Anna"],
    [
      of([who("Anna")], {
        rest: [
          { text: "2019", negated: false, term: null },
          { text: "unnamed", negated: true, term: null },
        ],
      }),
      "Anna 2019 -unnamed",
    ],
  ])("writes a form as text %#", (model, text) => {
    expect(compose(model)).toBe(text);
  });
});

describe("modelOf", () => {
  it("reads what the server understood", () => {
    const terms = [term("Anna"), term("Ben"), term("2019", { kind: "taken", name: null })];
    const model = modelOf({ terms, simple: { all: [0], any: [], none: [1], only: false, rest: [2] } });

    expect(model && compose(model)).toBe("Anna -Ben 2019");
    expect(modelOf({ terms, simple: null })).toBeNull();
  });
});

describe("withRole", () => {
  it("lets everybody be a choice when the first one becomes one", () => {
    expect(compose(withRole(of([who("Anna"), who("Ben")]), 1, "any"))).toBe("Anna | Ben");
  });

  it("leaves no choice of one", () => {
    const two = of([who("Anna", "any"), who("Ben", "any")]);

    expect(compose(withRole(two, 0, "none"))).toBe("Ben -Anna");
    expect(compose(without(two, 0))).toBe("Ben");
  });
});

describe("withPerson and withTerm", () => {
  it("add what was chosen", () => {
    expect(compose(withPerson(of([who("Anna")]), "Ben", "Ben", "any"))).toBe("Anna | Ben");
    expect(compose(withPerson(EMPTY, "Ben", "Ben", "none"))).toBe("-Ben");
  });

  it("puts one span in the place of another", () => {
    const before = of([], { rest: [{ text: "2019", negated: false, term: term("2019", { kind: "taken" }) }] });

    expect(compose(withTerm(before, "taken", spanText("2020", "")))).toBe("2020..");
    expect(compose(withTerm(before, "taken", ""))).toBe("");
    expect([facesText(2, 2), facesText(3, null), facesText(null, null)]).toEqual(["faces:2", "faces:3..", ""]);
  });
});

describe("cut", () => {
  it.each([
    ["Anna & Ben 2019", 0, 4, "Ben 2019"],
    ["Anna & Ben 2019", 7, 10, "Anna 2019"],
    ["Anna -Ben", 6, 9, "Anna"],
    ["Anna", 0, 4, ""],
  ])("takes a term and its sign out of %s", (text, start, end, left) => {
    expect(cut(text, start, end)).toBe(left);
  });
});

describe("quoted", () => {
  it("writes names so that they stay one name", () => {
    expect(["Anna", "Anna Bell", "2019", 'A "B" C', "unnamed", "O'Neil", "Zoë"].map(quoted)).toEqual([
      "Anna",
      '"Anna Bell"',
      '"2019"',
      '"A ""B"" C"',
      '"unnamed"',
      "O'Neil",
      "Zoë",
    ]);
  });
});
