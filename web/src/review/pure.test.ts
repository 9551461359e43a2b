import { describe, expect, test } from "vitest";
import type { Answer, Question } from "../api/types";
import { fitGrid } from "./fitGrid";
import { isOver, progressOf, type Standing } from "./session";
import { namedBy, nameOf, paceOf, sumUp, timeSpent } from "./tally";

describe("fitGrid", () => {
  test("shows 24 faces at once in the window of a laptop, large enough to know them", () => {
    const { side, columns, gap, fits } = fitGrid(24, { width: 1110, height: 610 });

    expect(fits).toBe(true);
    expect(side).toBeGreaterThan(130);
    expect(columns * (side + gap) - gap).toBeLessThanOrEqual(1110);
  });

  test("puts three side by side on a phone, however far it goes down, and few as large as there is room", () => {
    const place = { width: 328, height: 420 };

    expect(fitGrid(24, place, { phone: true })).toMatchObject({ columns: 3, side: 102, fits: false });
    expect(fitGrid(6, place, { phone: true })).toMatchObject({ columns: 2, side: 133, fits: true });
    expect(fitGrid(2, place, { phone: true })).toMatchObject({ columns: 1, side: 205, fits: true });
  });

  test("never makes them too small to be known, nor larger than helps", () => {
    expect(fitGrid(24, { width: 500, height: 100 }).side).toBe(88);
    expect(fitGrid(1, { width: 2000, height: 1500 }).side).toBe(380);
  });
});

const question = {
  id: 1,
  faces: [{ id: 1 }, { id: 2 }, { id: 3 }],
  person: { id: 7, name: "Ada" },
  candidates: [{ person_id: 8, name: "Bob", probability: 0.4 }],
} as unknown as Question;
const given = (answer: Answer) => ({ question, answer });

describe("A tally", () => {
  test("counts faces and people as they were named", () => {
    const answers: Answer[] = [
      { verdict: "yes", wrong: [2] },
      { verdict: "person", person_id: 8 },
      { verdict: "new", name: " ADA " },
      { verdict: "stranger", wrong: [1] },
      { verdict: "no" },
      { verdict: "skip" },
    ];

    expect(sumUp(answers.map(given))).toEqual({ answers: 6, faces: 8, people: 2, strangers: 2 });
    expect(answers.map((answer) => nameOf(given(answer)))).toEqual(["Ada", "Bob", "ADA", null, null, null]);
    expect(namedBy(given({ verdict: "no" }))).toBe(0);
  });

  test("leaves out long pauses from the pace, and tells none before there is one", () => {
    expect(timeSpent(0, [2000, 300_000, 302_000])).toBe(34_000);
    expect(paceOf({ answers: 2, faces: 9 }, 60_000)).toBeNull();
    expect(paceOf({ answers: 6, faces: 30 }, 30_000)).toEqual({ answers: 12, faces: 60 });
  });
});

describe("A session", () => {
  const standing: Standing = {
    named: 50,
    namedAtStart: 0,
    open: 50,
    openAtStart: 100,
    answered: 5,
    questionsLeft: 15,
    spent: 60_000,
  };

  test("goes as far as its end is near", () => {
    expect(progressOf("all", standing)).toBe(0.25);
    expect(progressOf("2min", standing)).toBe(0.5);
    expect(progressOf("99", standing)).toBeCloseTo(0.505, 3);
  });

  test("is over when the time is up, or 99 in 100 faces have a name", () => {
    expect(isOver("2min", { ...standing, spent: 120_000 })).toBe(true);
    expect(isOver("99", { ...standing, named: 98, open: 2 })).toBe(false);
    expect(isOver("99", { ...standing, named: 99, open: 1 })).toBe(true);
    expect(isOver("all", { ...standing, questionsLeft: 0 })).toBe(false);
  });
});
