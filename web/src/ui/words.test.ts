import { describe, expect, test } from "vitest";
import { count, fileName, formatBytes, formatDuration, formatMonth, formatSpan, percent } from "./words";

describe("count", () => {
  test("knows one from many", () => {
    expect([count(1, "face"), count(1200, "face"), count(0, "person", "people")]).toEqual([
      "1 face",
      "1,200 faces",
      "0 people",
    ]);
  });
});

describe("formatDuration", () => {
  test("is as exact as one cares for", () => {
    expect([20, 60, 150, 3600, 5400].map(formatDuration)).toEqual([
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
    expect(formatSpan("2019-01-01T00:00:00", "2024-09-01T00:00:00")).toBe("2019 to 2024");
    expect(formatSpan(null, null)).toBe("");
  });
});

describe("formatMonth, fileName and percent", () => {
  test("say it in words", () => {
    expect(formatMonth("2024-03")).toBe("March 2024");
    expect(fileName("a/b/c.jpg")).toBe("c.jpg");
    expect([percent(0.874), percent(0.001)]).toEqual(["87 %", ""]);
  });
});
