import { describe, expect, test } from "vitest";
import { deedOf } from "./reviewKeys";

describe("deedOf", () => {
  test("confirms with Enter, but never guesses a name with it", () => {
    expect(deedOf("Enter", "confirm", 0)).toEqual({ do: "yes" });
    expect(deedOf("Enter", "identify", 5)).toBeNull();
  });

  test("picks only a candidate that is there", () => {
    expect(deedOf("2", "identify", 3)).toEqual({ do: "pick", at: 1 });
    expect(deedOf("4", "identify", 3)).toBeNull();
  });

  test("begins a name with any capital letter, and with small ones that mean nothing else", () => {
    expect(deedOf("S", "identify", 0)).toEqual({ do: "type", letter: "S" });
    expect(deedOf("å", "confirm", 0)).toEqual({ do: "type", letter: "å" });
    expect(deedOf("s", "identify", 0)).toEqual({ do: "stranger" });
    expect(deedOf("n", "identify", 0)).toEqual({ do: "type", letter: "n" });
    expect(deedOf("n", "confirm", 0)).toEqual({ do: "no" });
  });

  test("ignores keys that are not for it", () => {
    expect(["Shift", "F5", "Tab", " "].map((key) => deedOf(key, "confirm", 5))).toEqual([null, null, null, null]);
  });
});
