import { describe, expect, test } from "vitest";
import { readSearch, searchForAll } from "./search";

describe("readSearch", () => {
  test("keeps what the faces are asked for, only with the faces", () => {
    const faces = { sort: "least_alike", machine: true, since: "2001-02-03", until: "2001-02-31x" };

    expect(readSearch({ tab: "faces", ...faces })).toEqual({
      tab: "faces",
      sort: "least_alike",
      machine: true,
      since: "2001-02-03",
    });
    expect(readSearch({ tab: "ages", ...faces })).toEqual({ tab: "ages" });
    expect(readSearch({ tab: "secrets", ...faces })).toEqual({});
  });
});

describe("searchForAll", () => {
  test.each([
    [["Ada", "Bo"], "Ada & Bo"],
    [["Zoë", "Ada Lovelace"], 'Zoë & "Ada Lovelace"'],
    [["-x", '"Bob" B.'], '"-x" & "Bob  B."#2'],
  ])("names %j", (names, query) => {
    expect(searchForAll(names.map((name, at) => ({ id: at + 1, name })))).toBe(query);
  });
});
