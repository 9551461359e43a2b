import { describe, expect, test } from "vitest";
import { browserLanguage, keepLanguage, languageAtStart, PSEUDO, regional } from "./languages";

describe("languageAtStart", () => {
  test("is what was chosen, unless the address asks for another", () => {
    keepLanguage("de");
    expect(languageAtStart("")).toBe("de");
    expect(languageAtStart("?lang=pseudo")).toBe(PSEUDO);

    keepLanguage(null);
    expect(languageAtStart("?lang=klingon")).toBe(browserLanguage());
  });
});

describe("browserLanguage", () => {
  test("is the first that we speak, else English", () => {
    expect(browserLanguage(["fr-FR", "de-AT", "en"])).toBe("de");
    expect(browserLanguage(["fr"])).toBe("en");
  });
});

describe("regional", () => {
  test("keeps the habits of the reader's country", () => {
    expect(regional("en", ["de-DE", "en-US"])).toBe("en-US");
    expect(regional("en", ["de-DE"])).toBe("en-GB");
    expect(regional("de", ["de-AT"])).toBe("de-AT");
  });
});
