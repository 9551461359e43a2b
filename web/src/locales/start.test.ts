import i18next from "i18next";
import { expect, test, vi } from "vitest";

/** A file that cannot be fetched. */
const gone = () => ({
  get default() {
    throw new TypeError("Failed to fetch dynamically imported module");
  },
});

test("A start in German without the server speaks English", async () => {
  vi.resetModules();
  vi.doMock("./de/common.json", gone);
  vi.doMock("./de/errors.json", gone);
  vi.doMock("./en/people.json", gone);
  const { loadWords, startLanguage, t } = await import("./i18n");
  i18next.removeResourceBundle("en", "people"); // which the set-up of all tests has fetched
  await expect(loadWords(["people"])).rejects.toThrow("Failed to fetch");

  await startLanguage("de");

  expect(document.documentElement.lang).toBe("en");
  expect(t("common:tryAgain")).toBe("Try again");
});
