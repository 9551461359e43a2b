import { describe, expect, test, vi } from "vitest";
import { ApiError } from "../api/client";
import type { Answer, Left, Question } from "../api/types";
import { type Door, type Given, Run, type Wish } from "./run";

const LEFT: Left = { faces: 9, questions: 3, actions: 5, is_counting: false };

const COUNTING: Left = { faces: 0, questions: 0, actions: 0, is_counting: true };

const ask = (id: number) =>
  ({
    id,
    kind: "identify",
    faces: [{ id: 10 * id }, { id: 10 * id + 1 }],
    person: null,
    candidates: [],
    left: LEFT,
  }) as unknown as Question;

const NAME: Answer = { verdict: "new", name: "Ada", wrong: [] };
const SKIP: Answer = { verdict: "skip", wrong: [] };

/** A server with questions 1, 2, 3, … up to `last`, which writes down what it hears, in order. */
function openServer({ last = 9, wait = 0 } = {}) {
  const heard: string[] = [];
  const done = new Set<number>();
  const server = {
    stale: [] as number[],
    refuse: null as null | ((id: number) => ApiError | null),
    counts: 0, // times it has no question yet
  };
  const find = ({ besides }: Wish) => {
    for (let id = 1; id <= last; id += 1) if (!done.has(id) && !besides.includes(id)) return ask(id);
    return null;
  };
  const slowly = () => (wait ? new Promise((go) => setTimeout(go, wait)) : Promise.resolve());
  const door: Door = {
    next: async (wish) => {
      await slowly();
      server.counts -= 1;
      return server.counts >= 0 ? COUNTING : find(wish);
    },
    say: async (id, { ahead, verdict }) => {
      await slowly();
      const refusal = server.refuse?.(id);
      if (refusal?.code === "edited_meanwhile") done.add(id); // it is not asked again
      if (refusal) throw refusal;
      heard.push(`${verdict} ${id}`);
      done.add(id);
      const stale = server.stale;
      server.stale = [];
      const besides = (ahead?.besides ?? []).filter((one, at) => at === 0 || !stale.includes(one));
      return { stale, next: find({ besides }), left: LEFT };
    },
    undo: async (id) => {
      await slowly();
      heard.push(`undo ${id}`);
      return { question: { ...ask(id), id: id + 100 } };
    },
    leave: (id) => heard.push(`leave ${id}`),
    leaveUndone: (id) => heard.push(`leave undone ${id}`),
    prepare: async () => undefined,
    pause: async () => undefined,
  };
  return { server, door, heard };
}

function open(options: Parameters<typeof openServer>[0] = {}) {
  const { server, door, heard } = openServer(options);
  const told: string[] = [];
  const run = new Run(door, undefined, {
    refused: (given: Given, _error, back) => told.push(`refused ${given.question.id}${back ? " back" : ""}`),
    undone: (given: Given) => told.push(`undone ${given.question.id}`),
    heard: () => undefined,
  });
  run.start();
  return { run, server, heard, told };
}

const shown = (run: Run) => run.state.question?.id;
const held = (run: Run) => run.held.map(({ id }) => id);
const settled = (run: Run) => vi.waitFor(() => expect([run.state.unsent, run.state.undoing]).toEqual([0, false]));

describe("Run", () => {
  test("holds the next questions before they are needed", async () => {
    const { run } = open();

    await vi.waitFor(() => expect([shown(run), held(run)]).toEqual([1, [2, 3]]));
  });

  test("shows the next one at once, and sends the answers in the order they were given", async () => {
    const { run, heard } = open({ wait: 5 });
    await vi.waitFor(() => expect(held(run)).toEqual([2, 3]));

    run.answer(NAME);
    expect(shown(run)).toBe(2);
    run.answer(SKIP);
    expect(shown(run)).toBe(3);
    run.answer(NAME);

    await vi.waitFor(() => expect(heard).toEqual(["new 1", "skip 2", "new 3"]));
    await vi.waitFor(() => expect([shown(run), held(run)]).toEqual([4, [5, 6]]));
  });

  test("comes to the end when nothing is left", async () => {
    const { run, heard } = open({ last: 2 });
    await vi.waitFor(() => expect(held(run)).toEqual([2]));

    run.answer(NAME);
    run.answer(NAME);

    await vi.waitFor(() => expect(run.state.question).toBeNull());
    expect(heard).toEqual(["new 1", "new 2"]);
  });

  test("asks again while the server is still thinking, and says that it counts", async () => {
    const { run, server } = open({ last: 0, wait: 1 });
    server.counts = 3;
    const lefts: (boolean | undefined)[] = [];
    run.subscribe(() => run.state.question === undefined && lefts.push(run.state.left?.is_counting));

    await vi.waitFor(() => expect(run.state.question).toBeNull());

    expect(lefts).toEqual([true, true, true]);
  });

  test("does not ask on once nobody looks", async () => {
    const { run, server } = open({ wait: 1 });
    server.counts = 100;
    const leave = run.subscribe(() => undefined);
    await vi.waitFor(() => expect(server.counts).toBeLessThan(98));

    leave();
    await new Promise((go) => setTimeout(go, 20));
    const before = server.counts;
    await new Promise((go) => setTimeout(go, 20));

    expect(server.counts).toBe(before);
  });

  test("replaces what became stale before it is shown, but never what is on screen", async () => {
    const { run, server } = open();
    await vi.waitFor(() => expect(held(run)).toEqual([2, 3]));
    server.stale = [2, 3];

    run.answer(NAME);
    await settled(run);

    expect(shown(run)).toBe(2);
    await vi.waitFor(() => expect(held(run)).toEqual([3, 4]));
  });

  test("brings an answer that was refused back, with what was taken out", async () => {
    const { run, server, told } = open();
    await vi.waitFor(() => expect(held(run)).toEqual([2, 3]));
    server.refuse = (id) => (id === 1 ? new ApiError(422, "bad_name", "No.") : null);

    run.answer({ ...NAME, wrong: [11] });
    await settled(run);

    expect([shown(run), run.state.out, told, run.state.answers]).toEqual([1, [11], ["refused 1 back"], []]);
    expect(held(run)[0]).toBe(2);
  });

  test("goes on where the question is no more", async () => {
    const { run, server, told } = open();
    await vi.waitFor(() => expect(held(run)).toEqual([2, 3]));
    server.refuse = (id) => (id === 1 ? new ApiError(409, "edited_meanwhile", "No.") : null);

    run.answer(NAME);
    await settled(run);

    expect([shown(run), told]).toEqual([2, ["refused 1"]]);
  });

  test("does not show a question again that is no more, though it was being taken back", async () => {
    const { run, server } = open();
    await vi.waitFor(() => expect(held(run)).toEqual([2, 3]));
    server.refuse = (id) => (id === 1 ? new ApiError(409, "edited_meanwhile", "No.") : null);

    run.answer(NAME);
    run.undo();
    await settled(run);

    expect(shown(run)).not.toBe(1);
    expect(run.state.undoing).toBe(false);
  });

  test("tries again while the server is away, and brings everything back if it stays away", async () => {
    const { run, server, heard, told } = open();
    await vi.waitFor(() => expect(held(run)).toEqual([2, 3]));
    let tries = 0;
    server.refuse = () => {
      tries += 1;
      return tries === 2 ? null : new ApiError(0, "unreachable", "Away.");
    };
    run.answer(NAME);
    await settled(run);
    expect(heard).toEqual(["new 1"]);

    server.refuse = () => new ApiError(0, "unreachable", "Away.");
    run.answer(NAME);
    run.answer(NAME);
    await settled(run);

    expect([shown(run), held(run)[0], told]).toEqual([2, 3, ["refused 2 back"]]);
    expect(run.state.answers).toHaveLength(1);
  });

  test("takes back one after the other, each with its very question", async () => {
    const { run, heard, told } = open();
    await vi.waitFor(() => expect(held(run)).toEqual([2, 3]));
    run.answer(NAME);
    run.answer(SKIP);
    await settled(run);

    run.undo();
    expect(run.state.question?.faces[0]?.id).toBe(20);
    await settled(run);
    run.undo();
    await settled(run);

    expect(heard).toEqual(["new 1", "skip 2", "undo 2", "undo 1"]);
    expect([run.state.question?.faces[0]?.id, told]).toEqual([10, ["undone 2", "undone 1"]]);
  });

  test("does not send what was taken back before it was sent", async () => {
    const { run, heard } = open({ wait: 5 });
    await vi.waitFor(() => expect(held(run)).toEqual([2, 3]));
    run.answer(NAME);
    run.answer(NAME);

    run.undo();
    expect(shown(run)).toBe(2);
    await settled(run);

    expect(heard).toEqual(["new 1"]);
  });

  test("sends what waits when the page is closed", async () => {
    const { run, heard } = open({ wait: 50 });
    await vi.waitFor(() => expect(held(run)).toEqual([2, 3]));
    run.answer(NAME);
    run.answer(SKIP);

    run.leave();

    expect(heard).toEqual(["leave 1", "leave 2"]);
  });

  test("says that the first question could not be had, and asks for it again", async () => {
    const { run, server: _server } = open();
    const { door } = run;
    const next = door.next;
    await vi.waitFor(() => expect(held(run)).toHaveLength(2));
    const other = new Run(
      { ...door, next: async () => Promise.reject(new ApiError(500, "x", "x")) },
      undefined,
      run.tell,
    );
    other.start();
    await vi.waitFor(() => expect(other.state.error).toBeInstanceOf(ApiError));

    other.door.next = next;
    other.start();

    await vi.waitFor(() => expect(shown(other)).toBe(1));
  });
});
