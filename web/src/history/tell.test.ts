import { afterEach, describe, expect, test } from "vitest";
import type { Decision } from "../api/types";
import { speak } from "../locales/i18n";
import { tell } from "./tell";

const told = (more: Partial<Decision["told"]>, text = "What the server says"): Pick<Decision, "text" | "told"> => ({
  text,
  told: {
    form: "name",
    undo: null,
    faces: 0,
    others: 0,
    person: { id: 1, name: "Ada" },
    names: [],
    old_name: null,
    date: null,
    before: [],
    ...more,
  },
});

afterEach(() => speak("en"));

describe("tell", () => {
  test.each([
    [{ form: "name", faces: 3 }, "Named 3 faces Ada"],
    [{ form: "reject", faces: 1 }, "Said that 1 face is not Ada"],
    [{ form: "separate", faces: 1, others: 2 }, "Said that 1 face is not the person of 2 others"],
    [{ form: "merge", names: ["Bo", "Cem"] }, "Merged Bo and Cem into Ada"],
    [{ form: "merge", names: ["Bo"], undo: "redo" as const }, "Brought back: Merged Bo into Ada"],
    [{ form: "rename", old_name: "A." }, "Renamed A. to Ada"],
    [{ form: "move_box" }, "Moved the box of a face"],
  ])("says %j", (parts, words) => {
    expect(tell(told(parts))).toBe(words);
  });

  test("says the day of a birth as it is written, wherever one is", () => {
    expect(tell(told({ form: "birth_date", date: "2000-02-29" }))).toMatch(/29/);
  });

  test("speaks the reader's language", async () => {
    await speak("de");

    expect(tell(told({ form: "hide", undo: "undo" }))).toBe("Zurückgenommen: Ada ausgeblendet");
  });

  test("lets the server speak of what it does not know", () => {
    expect(tell(told({ form: "knight" }, "Knighted Ada"))).toBe("Knighted Ada");
  });
});
