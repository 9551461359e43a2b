import { describe, expect, test } from "vitest";
import { ApiError } from "../api/client";
import { speak } from "../locales/i18n";
import { wordsFor } from "./explain";

describe("wordsFor", () => {
  test("says a refusal in the reader's language, with what to do", async () => {
    const refused = new ApiError(409, "name_taken", "There is already somebody called Ada. Merge them instead.", {
      name: "Ada",
    });
    await speak("de");

    const words = wordsFor(refused);

    await speak("en");
    expect(words).toEqual({
      message: "Es gibt schon jemanden namens Ada.",
      hint: "Wenn es dieselbe Person ist, führe die beiden zusammen.",
    });
  });

  test("keeps the server's own words where it knows none", () => {
    const refused = new ApiError(400, "brand_new", "Something only the server knows.");

    expect(wordsFor(refused)).toEqual({ message: "Something only the server knows.", hint: "Nothing was changed." });
  });

  test("never shows what only a program understands", () => {
    expect(wordsFor(new TypeError("x is undefined")).hint).not.toContain("undefined");
  });
});
