import { describe, expect, test } from "vitest";
import { speak } from "../locales/i18n";
import {
  fileName,
  formatBytes,
  formatDuration,
  formatList,
  formatMonth,
  formatRelative,
  formatSpan,
  formatTimeLeft,
  percent,
} from "./words";

describe("formatDuration", () => {
  test("is as exact as one cares for", () => {
    expect([20, 60, 150, 3590, 5400].map(formatDuration)).toEqual([
      "less than a minute",
      "1 minute",
      "3 minutes",
      "1 hour",
      "1 hour 30 min",
    ]);
  });
});

describe("formatBytes", () => {
  test("has at most three digits", () => {
    expect([0, 999, 4_210_000, 123_400_000].map(formatBytes)).toEqual(["0 bytes", "999 bytes", "4.2 MB", "123 MB"]);
  });
});

describe("formatSpan", () => {
  test("says one year once, and nothing of nobody", () => {
    expect(formatSpan("2024-01-01T00:00:00", "2024-09-01T00:00:00")).toBe("2024");
    expect(formatSpan("2019-01-01T00:00:00", "2024-09-01T00:00:00")).toBe("2019 – 2024");
    expect(formatSpan(null, null)).toBe("");
  });
});

describe("formatMonth, fileName and percent", () => {
  test("say it in words", () => {
    expect(formatMonth("2024-03")).toBe("March 2024");
    expect(fileName("a/b/c.jpg")).toBe("c.jpg");
    expect([percent(0.874), percent(0.001)]).toEqual(["87%", ""]);
  });
});

describe("percent", () => {
  test("is never rounded up to all", () => {
    expect([0.29, 0.996, 0.9999, 1].map((share) => percent(share))).toEqual(["29%", "99%", "99%", "100%"]);
    expect(percent(0.9968, 1)).toBe("99.6%");
  });
});

describe("formatTimeLeft", () => {
  test("is one sentence, also below a minute", () => {
    expect([20, 180].map(formatTimeLeft)).toEqual(["Less than a minute left", "About 3 minutes left"]);
  });
});

describe("formatRelative", () => {
  test("says how long ago it was", () => {
    const now = new Date("2024-05-05T12:00:00Z").getTime();

    expect(["2024-05-05T11:57:00Z", "2024-05-04T12:00:00Z"].map((at) => formatRelative(at, now))).toEqual([
      "3 minutes ago",
      "yesterday",
    ]);
  });
});

describe("German", () => {
  test("is spoken by numbers, dates, durations and lists", async () => {
    await speak("de");

    const said = [formatMonth("2024-03"), percent(0.874), formatDuration(5400), formatList(["Ada", "Ben", "Cem"])];

    await speak("en");
    expect(said).toEqual(["März 2024", "87\u00a0%", "1 Stunde 30 Min.", "Ada, Ben und Cem"]);
  });
});
