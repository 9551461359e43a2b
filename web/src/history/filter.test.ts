import { describe, expect, test } from "vitest";
import { readSearch, wantedOf } from "./filter";

describe("readSearch", () => {
  test("keeps what makes sense and drops the rest", () => {
    expect(readSearch({ person: "7", kind: "names", since: "2024-05-01T12:30", until: "soon" })).toEqual({
      person: 7,
      kind: "names",
      since: "2024-05-01T12:30",
    });
    expect(readSearch({ person: "x", kind: "toString", since: "2024-13-41T12:30" })).toEqual({});
  });
});

describe("wantedOf", () => {
  test("asks with a zone, to the end of the last minute", () => {
    const wanted = wantedOf({ person: 7, kind: "marks", since: "2024-05-01T12:30", until: "2024-05-01T12:30" });

    expect(wanted).toMatchObject({ person_id: 7, kind: ["stranger", "unsure"] });
    expect(new Date(wanted.until ?? "").getTime() - new Date(wanted.since ?? "").getTime()).toBe(59_999);
  });
});
