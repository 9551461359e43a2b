import { describe, expect, it } from "vitest";
import type { Status, Step } from "../api/types";
import { headline } from "./headline";
import { doneOf, isSettled, noteOf } from "./standing";

const step = (more: Partial<Step> = {}): Step => ({
  ...{
    name: "faces.detect",
    waiting: 0,
    running: 0,
    failed: 0,
    done: 40,
    rate: null,
    seconds_left: null,
    since: null,
    note: null,
    note_code: null,
  },
  ...more,
});
const status = (steps: Step[], total = 40): Status => ({
  ...{
    version: "1",
    people: 0,
    groups: 0,
    named_faces: 0,
    idle: true,
    paused: false,
    sources: 1,
    pack: "fake",
    seq: 0,
  },
  photos: { total, done: total, failed: 0, missing: 0 },
  faces: 83,
  steps,
});

describe("the headline of the activity", () => {
  it("says that all is done only where it is", () => {
    expect(headline(status([step()]))).toBe("All done: 40 photos, 83 faces");
    expect(headline(status([step({ failed: 1 })]))).toBe("Finished with 1 problem: 40 photos, 83 faces");
    expect(headline(status([step({ waiting: 3, seconds_left: 120 })]))).toBe("Working, about 2 minutes left");
    expect(headline(status([step({ note: "No networks." })]))).not.toContain("done");
    expect(headline(status([step()], 0))).toBe("No photos yet");
  });
});

describe("what is in the way", () => {
  it("is told by the step that has work before one that has none", () => {
    const steps = [step({ note: "Old." }), step({ waiting: 1, note: "No networks." })];

    expect(noteOf(status(steps))).toBe("No networks.");
    expect(noteOf(status([step()]))).toBeUndefined();
  });

  it("is told in the reader's language where the code is known", () => {
    const missing = step({ note: "The pack fake isn't here.", note_code: "pack_not_ready" });

    expect(noteOf(status([missing]))).toMatch(/models are not here yet.*kenfolk models pull fake/);
    expect(noteOf(status([step({ note: "Something new.", note_code: "never_heard" })]))).toBe("Something new.");
  });
});

describe("a library", () => {
  it("is settled where it has photos, and nothing waits or is in the way", () => {
    expect(isSettled(status([step()]))).toBe(true);
    expect(isSettled(status([step()], 0))).toBe(false);
    expect(isSettled(status([step({ running: 1 })]))).toBe(false);
    expect(isSettled(status([step({ note: "No networks." })]))).toBe(false);
  });
});

describe("a finished step", () => {
  it("counts no more than the library holds, also after a folder was removed", () => {
    expect(doneOf(step({ done: 60 }), "photo", status([]))).toBe(40);
    expect(doneOf(step({ done: 99 }), "face", status([]))).toBe(83);
    expect(doneOf(step({ done: 7, waiting: 1 }), "face", status([]))).toBe(7);
  });
});
