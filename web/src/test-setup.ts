import { cleanup } from "@testing-library/react";
import { afterEach, beforeAll } from "vitest";
import { startLanguage } from "./locales/i18n";

beforeAll(() => startLanguage("en"));
afterEach(cleanup);
