import { describe, expect, test } from "vitest";
import type { Automatic } from "../api/types";
import { atLeast, canCheck, explainTrust, headline, tellMachine } from "./trustWords";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

const automatic = (more: Partial<Automatic> = {}): Automatic => ({
  faces: 900,
  share: 0.4,
  promise: 0.99,
  audited: 612,
  wrong: 2,
  precision: 1 - 2 / 612,
  low: 0.9903,
  high: 0.9994,
  state: "kept",
  needed: 0,
  expired: 0,
  ...more,
});
const provisional = automatic({ audited: 120, wrong: 0, precision: 1, low: 0.9753, state: "provisional", needed: 179 });

describe("atLeast", () => {
  test("never calls nearly all all", () => {
    expect(plain(atLeast(0.9999))).toBe("99.9%");
    expect(plain(atLeast(1))).toBe("100%");
  });

  test("loses nothing to the way numbers are stored", () => {
    expect(plain(atLeast(0.58))).toBe("58%");
    expect(plain(atLeast(0.99))).toBe("99%");
  });
});

describe("headline", () => {
  test("says what was measured", () => {
    expect(plain(headline(automatic()))).toBe("Automatic names: 99.6% right in 612 checks");
  });

  test("promises nothing before there are enough checks", () => {
    expect(plain(headline(provisional))).toBe("Automatic names, provisional: 120 of 299 checks made");
  });

  test("says so where nobody was named", () => {
    const none = automatic({ faces: 0, audited: 0, precision: null, state: "provisional", needed: 299 });

    expect(plain(headline(none))).toBe("Nobody has been named automatically yet");
  });
});

describe("a share of few checks", () => {
  test("is not told, for chance alone would move it", () => {
    const few = automatic({ audited: 2, wrong: 1, precision: 0.5, low: 0.025, state: "provisional", needed: 471 });

    expect(plain(explainTrust(few))).not.toMatch(/2\.5|50/);
    expect(plain(explainTrust(few))).toContain("471 more checks");
  });
});

describe("a collection without an unchecked name", () => {
  test("says so, and has nothing to check", () => {
    const all = automatic({ faces: 0, audited: 40, wrong: 0, state: "provisional", needed: 259 });

    expect(headline(all)).toBe("Every automatic name has been checked");
    expect(canCheck(all)).toBe(false);
    expect(canCheck(provisional)).toBe(true);
  });
});

describe("explainTrust", () => {
  test("says what it takes to prove it", () => {
    expect(plain(explainTrust(provisional))).toContain("179 more checks without a mistake");
  });

  test("says how bad it is where the promise is broken", () => {
    const broken = automatic({ wrong: 40, precision: 1 - 40 / 612, high: 0.951, state: "broken", needed: 4000 });

    expect(plain(explainTrust(broken))).toContain("at most 95.1% are right");
  });
});

describe("tellMachine", () => {
  test("says no more than that where the promise is kept", () => {
    expect(plain(tellMachine(0.978, automatic()))).toBe("Named automatically, 97.8%");
  });

  test("says that it is provisional where it is not proven", () => {
    expect(plain(tellMachine(0.978, provisional))).toBe(
      "Named automatically, 97.8%; provisional, 120 of 299 checks made",
    );
  });

  test("needs no number", () => {
    expect(plain(tellMachine(null))).toBe("Named automatically");
  });
});
