import { describe, expect, test } from "vitest";
import { allScreens, screensAt } from "./keyMap";

const keysAt = (path: string) =>
  screensAt(path)
    .filter(({ name }) => name !== "everywhere")
    .flatMap(({ lines }) => lines.flatMap(({ keys }) => keys));

describe("The keys of a screen", () => {
  test.each([
    ["/", ["people"]],
    ["/people/hidden", ["people"]],
    ["/people/unnamed", ["unnamed"]],
    ["/people/mistakes", ["mistakes"]],
    ["/people/mixed", ["mixed"]],
    ["/people/12", ["faces", "suggestions", "timeline"]],
    ["/groups/3", ["group"]],
    ["/photos", ["timeline"]],
    ["/photos/7", ["photo"]],
    ["/search", ["search", "timeline"]],
    ["/review", ["review"]],
  ])("are told at %s, and those of everywhere with them", (path, names) => {
    expect(screensAt(path).map(({ name }) => name)).toEqual([...names, "everywhere"]);
  });

  test.each([
    ["/people/mistakes", ["1", "2", "3", "Enter", "↑", "U"]],
    ["/people/mixed", ["U"]],
    ["/people/12", ["A", "Esc", "Enter", "Home"]],
    ["/photos", ["←", "Home", "End", "PgUp"]],
    ["/photos/7", ["Enter", "1", "Del", "U"]],
  ])("leave none out at %s", (path, keys) => {
    expect(keysAt(path)).toEqual(expect.arrayContaining(keys));
  });

  test.each(allScreens().map((screen) => [screen.name, screen] as const))("of %s are each told once", (_, screen) => {
    const told = screen.lines.map(({ keys }) => keys.join(" "));

    expect(new Set(told).size).toBe(told.length);
  });
});
