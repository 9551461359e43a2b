import { describe, expect, test } from "vitest";
import { arrange, findLetter } from "./crowd";
import type { Sort } from "./sorts";

const brief = (id: number, name: string, faces: number, to_check = 0, last_seen: string | null = null) => ({
  ...{ id, name, faces, to_check, last_seen },
});
const people = [
  brief(1, "Ömer", 5, 0, "2024-03-01T00:00:00"),
  brief(2, "ada", 9, 2),
  brief(3, "Zoe", 5, 7, "2025-01-01T00:00:00"),
  brief(4, "Bo 10", 1),
  brief(5, "Bo 9", 1),
];
const names = (sort: Sort, q?: string) => arrange(people, { sort, q, locale: "en" }).map((person) => person.name);

describe("arrange", () => {
  test("sorts by name as people do: without case and marks, numbers by size", () => {
    expect(names("name")).toEqual(["ada", "Bo 9", "Bo 10", "Ömer", "Zoe"]);
  });

  test("sorts by faces, by the last photo, and by what is to check, and by name where these are equal", () => {
    expect(names("faces")).toEqual(["ada", "Ömer", "Zoe", "Bo 9", "Bo 10"]);
    expect(names("recent")).toEqual(["Zoe", "Ömer", "ada", "Bo 9", "Bo 10"]);
    expect(names("check")).toEqual(["Zoe", "ada", "Ömer", "Bo 9", "Bo 10"]);
  });

  test("finds letters with marks by letters without, anywhere in a name", () => {
    expect(names("name", " OM")).toEqual(["Ömer"]);
    expect(names("name", "o")).toEqual(["Bo 9", "Bo 10", "Ömer", "Zoe"]);
    expect(names("name", "x")).toEqual([]);
  });
});

describe("findLetter", () => {
  test("says where names begin with what was typed", () => {
    const sorted = arrange(people, { sort: "name", locale: "en" });

    expect([findLetter(sorted, "o"), findLetter(sorted, "bo 1"), findLetter(sorted, "y")]).toEqual([3, 2, -1]);
  });
});
