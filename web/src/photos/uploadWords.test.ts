import { describe, expect, it } from "vitest";
import { isLasting, type Upload } from "./uploads";
import { heading, summary } from "./uploadWords";

const made = (...states: Upload["state"][]): Upload[] =>
  states.map((state, id) => ({ id, state, name: `${id}.jpg`, size: 1, sent: 0, reason: "", lasting: false }));

describe("the heading of the uploads", () => {
  it("does not say that all is added where files were refused", () => {
    expect(heading(made("done", "duplicate", "failed", "failed"))).toBe("2 files could not be added");
  });

  it("says that all is added where nothing was refused", () => {
    expect(heading(made("done", "duplicate"))).toBe("All is added");
  });

  it("says that nothing was added where all was refused, and where all was here", () => {
    expect(heading(made("failed"))).toBe("Nothing was added");
    expect(heading(made("duplicate"))).toBe("All was here already");
  });

  it("counts each outcome in the line below", () => {
    expect(summary(made("done", "duplicate", "failed", "waiting"))).toBe(
      "1 added · 1 already here · 1 refused · 1 to go",
    );
  });
});

describe("a refusal", () => {
  it("lasts where the server objects to the file, and not where the line broke or the server failed", () => {
    expect([415, 413, 422].map(isLasting)).toEqual([true, true, true]);
    expect([0, 408, 429, 500, 507].map(isLasting)).toEqual([false, false, false, false, false]);
  });
});
