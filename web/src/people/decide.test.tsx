import { QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../api/client";
import { queryClient } from "../api/queries";
import { undoLast, useDecideAll } from "./decide";

vi.mock("../ui/toast", () => ({ showToast: () => {} }));

type Answer = (told: unknown) => void;
const answers: { path: string; seq?: number; answer: Answer }[] = [];
const undone = () => answers.filter(({ path }) => path.endsWith("/undo")).map(({ seq }) => seq);
const settle = () => new Promise((done) => setTimeout(done, 5));
const accept = (at: number, seq: number) =>
  answers[at]?.answer({ data: { decision: { seq } }, response: { ok: true, status: 200 } });
const refuse = (at: number) => answers[at]?.answer({ error: {}, response: { ok: false, status: 503 } });

beforeEach(() => {
  answers.length = 0;
  vi.spyOn(api, "POST").mockImplementation(
    ((path: string, init?: { params?: { path?: { seq?: number } } }) =>
      new Promise((answer) => {
        answers.push({ path, seq: init?.params?.path?.seq, answer });
      })) as never,
  );
});

const Around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
);
const say = () => {
  const { result } = renderHook(() => useDecideAll(), { wrapper: Around });
  return result.current([{ kind: "stranger", face_ids: [1] }], "A stranger");
};

describe("undoLast", () => {
  test("takes back once what is still on its way, however often it is asked", async () => {
    say();
    await settle();
    const both = [undoLast(), undoLast()];
    accept(0, 4);
    await settle();
    accept(1, 5);
    accept(2, 6);
    await Promise.all(both);

    expect(undone()).toEqual([4]);
  });

  test("leaves what is said meanwhile to the next time", async () => {
    say();
    await settle();
    const first = undoLast();
    say();
    await settle();
    accept(0, 4);
    accept(1, 5);
    await settle();
    accept(2, 6);
    await first;
    const second = undoLast();
    await settle();
    accept(3, 7);
    await second;

    expect(undone()).toEqual([4, 5]);
  });

  test("can be asked again where it failed", async () => {
    say();
    await settle();
    accept(0, 4);
    await settle();
    const first = undoLast();
    await settle();
    refuse(1);
    await first;
    const second = undoLast();
    await settle();
    accept(2, 5);
    await second;

    expect(undone()).toEqual([4, 4]);
  });
});
