import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Covers } from "./covers";

type Cover = { id: number; url: string };

/** A server that answers when it is told to. */
function makeServer() {
  const asked: { ids: number[]; signal: AbortSignal; answer: (covers: Cover[]) => void; refuse: () => void }[] = [];
  const covers = new Covers(
    (ids, signal) =>
      new Promise((answer, refuse) => {
        asked.push({ ids, signal, answer, refuse: () => refuse(new Error("away")) });
        signal.addEventListener("abort", () => refuse(new Error("aborted")));
      }),
  );
  return { asked, covers };
}

const urlOf = (id: number) => ({ id, url: `/${id}` });

describe("Covers", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("asks once for all who came into view together", async () => {
    const { asked, covers } = makeServer();
    covers.want([1]);
    covers.want([1, 2]);
    await vi.advanceTimersByTimeAsync(100);
    expect(asked.map(({ ids }) => ids)).toEqual([[1, 2]]);

    asked[0]?.answer([urlOf(1)]);
    await vi.advanceTimersByTimeAsync(100);

    expect([covers.of(1), covers.of(2), covers.of(3)]).toEqual(["/1", null, undefined]);
    covers.want([2, 1]);
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toHaveLength(1);
  });

  it("waits for an answer while somebody of it is in view, and then asks for those who are", async () => {
    const { asked, covers } = makeServer();
    covers.want([1, 2]);
    await vi.advanceTimersByTimeAsync(100);
    covers.want([2, 3]);
    covers.want([2, 4]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveLength(1);

    asked[0]?.answer([urlOf(1), urlOf(2)]);
    await vi.advanceTimersByTimeAsync(100);

    expect(asked.map(({ ids }) => ids)).toEqual([[1, 2], [4]]);
  });

  it("gives up asking for those who were scrolled past", async () => {
    const { asked, covers } = makeServer();
    covers.want([1, 2]);
    await vi.advanceTimersByTimeAsync(100);
    covers.want([8]);
    await vi.advanceTimersByTimeAsync(100);

    expect(asked[0]?.signal.aborted).toBe(true);
    expect(asked[1]?.ids).toEqual([8]);
    covers.want([1]);
    await vi.advanceTimersByTimeAsync(100);
    expect(asked[2]?.ids).toEqual([1]);
  });

  it("shows what it knew until it knows better", async () => {
    const { asked, covers } = makeServer();
    covers.want([1]);
    await vi.advanceTimersByTimeAsync(100);
    asked[0]?.answer([urlOf(1)]);
    await vi.advanceTimersByTimeAsync(100);
    const told = vi.fn();
    covers.subscribe(told);

    covers.forget();
    await vi.advanceTimersByTimeAsync(100);
    expect(covers.of(1)).toBe("/1");
    asked[1]?.answer([{ id: 1, url: "/new" }]);
    await vi.advanceTimersByTimeAsync(100);

    expect(covers.of(1)).toBe("/new");
    expect(told).toHaveBeenCalledOnce();
  });

  it("asks again later when the server is away", async () => {
    const { asked, covers } = makeServer();
    covers.want([1]);
    await vi.advanceTimersByTimeAsync(100);
    asked[0]?.refuse();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(3000);

    expect(asked).toHaveLength(2);
  });
});
