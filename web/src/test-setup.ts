import { cleanup } from "@testing-library/react";
import { afterEach, beforeAll } from "vitest";
import { en } from "./locales/en";
import { loadWords, type Room, startLanguage } from "./locales/i18n";

beforeAll(async () => {
  await startLanguage("en");
  await loadWords(Object.keys(en) as Room[]);
});
afterEach(cleanup);
