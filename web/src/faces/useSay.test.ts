import { renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { DecisionBody } from "../api/types";
import { useSay } from "./useSay";

const told: DecisionBody[] = [];
let next = 0;
vi.mock("../people/decide", () => ({
  useDecide: () => async (body: DecisionBody) => {
    told.push(body);
    return { decision: { seq: next } };
  },
}));

beforeEach(() => {
  told.length = 0;
});

const say = (seen: number, faceId: number, seq: number) => {
  next = seq;
  return renderHook(() => useSay(seen)).result.current({ kind: "not_a_face", face_ids: [faceId] });
};

describe("useSay", () => {
  test("counts what was said here of the same face before it was fetched again", async () => {
    await say(10, 1, 12);
    await say(10, 1, 13);

    expect(told.map((body) => body.if_seq)).toEqual([10, 12]);
  });

  test("lets what was said here of one face tell nothing of another", async () => {
    await say(20, 2, 22);
    await say(20, 3, 23);

    expect(told.map((body) => body.if_seq)).toEqual([20, 20]);
  });
});
