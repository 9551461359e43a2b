import { beforeAll, describe, expect, it } from "vitest";
import { loadWords, speak } from "../locales/i18n";
import { tileWords } from "./tileWords";

describe("tileWords", () => {
  beforeAll(() => loadWords(["people"]));

  it("puts names and numbers into the sentences, whatever is in a name", () => {
    const words = tileWords("en");
    expect(words.tile("$& {{faces}}", 1)).toBe("$& {{faces}}, 1 face");
    expect(words.tile("Ada", 1200)).toBe("Ada, 1,200 faces");
    expect(words.select("Ada")).toBe("Select Ada");
    expect(words.menu("Ada")).toBe("What to do with Ada");
    expect(words.toCheckFor("Ada", 3)).toBe("3 to check for Ada");
  });

  it("speaks the language of the moment", async () => {
    await speak("de");
    expect(tileWords("de").tile("Ada", 2)).toBe("Ada, 2 Gesichter");
    await speak("en");
    expect(tileWords("en").tile("Ada", 2)).toBe("Ada, 2 faces");
  });
});
