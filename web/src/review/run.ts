// The run of questions, without a screen: the next ones are there before they are needed, answers are shown at once and
// sent one after another, and whatever the server refuses comes back.
import { ApiError } from "../api/client";
import type { Answer, Left, Question } from "../api/types";

export type Wish = { besides: number[]; person_id?: number };
type Said = { stale: number[]; next: Question | null; left: Left };
type Undone = { question: Question };

/** What the run asks of the server. */
export type Door = {
  /** Left: there is none yet, the library is still being thought through. */
  next: (wish: Wish) => Promise<Question | Left | null>;
  say: (id: number, answer: Answer) => Promise<Said>;
  undo: (id: number) => Promise<Undone>;
  /** Send an answer though the page is being closed. */
  leave: (id: number, answer: Answer) => void;
  leaveUndone: (id: number) => void;
  /** Have the pictures of a question ready; may take as long as it likes. */
  prepare: (question: Question) => Promise<unknown>;
  pause: (ms: number) => Promise<unknown>;
};

/** An answer as it was given, until and after the server has heard it. */
export type Given = { question: Question; answer: Answer };

export type State = {
  /** undefined: on its way; null: nothing is left to ask. */
  question: Question | null | undefined;
  /** Faces taken out of it before, if it came back. */
  out: number[];
  answers: Given[];
  left: Left | null;
  /** Answers that the server has not confirmed yet. */
  unsent: number;
  undoing: boolean;
  error: unknown;
};

type Listener = {
  refused: (given: Given, error: unknown, comesBack: boolean) => void;
  undone: (given: Given) => void;
  heard: () => void;
};

const DEPTH = 2; // questions held beside the one on screen
const AGAIN = 1500; // ms until a server that had no question yet is asked again
const TRIES = [1000, 3000, 6000]; // ms until an answer is sent again to a server that is away
const AWAY = [0, 408, 429, 500, 502, 503, 504];
/** The question is no more: to ask it again would be of no use. */
const GONE = ["question_missing", "already_answered", "edited_meanwhile"];

export class Run {
  state: State = {
    question: undefined,
    out: [],
    answers: [],
    left: null,
    unsent: 0,
    undoing: false,
    error: null,
  };
  #held: Question[] = [];
  #outbox: Given[] = [];
  #undo: Given | null = null;
  #nothingBeside = false;
  #working = false;
  #listeners = new Set<() => void>();

  constructor(
    readonly door: Door,
    readonly personId: number | undefined,
    readonly tell: Listener,
  ) {}

  /** Questions that are there already, in the order they will be shown. */
  get held(): readonly Question[] {
    return this.#held;
  }

  /** The server has heard everything that was said. */
  get isQuiet() {
    return this.#outbox.length === 0 && this.#undo === null;
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begin, or look again where nothing was left or something failed. */
  start() {
    if (!this.state.question) this.#set({ question: undefined, error: null });
    this.#nothingBeside = false;
    void this.#work();
  }

  /** Answer the question on screen; the next one is shown at once if it is there. */
  answer(answer: Answer) {
    const { question, undoing, answers } = this.state;
    if (!question || undoing) return;
    const given = { question, answer };
    this.#outbox.push(given);
    this.#set({ question: this.#held.shift(), out: [], answers: [...answers, given], unsent: this.#outbox.length });
    void this.#work();
  }

  /** Take the last answer back and show that very question again. */
  undo() {
    const given = this.state.answers.at(-1);
    if (!given || this.state.undoing) return;
    const before = this.state.question;
    this.#set({ question: given.question, out: given.answer.wrong ?? [], answers: this.state.answers.slice(0, -1) });
    // One that was not sent yet needs no undoing. The first may be on its way.
    if (this.#outbox.length > 1 && this.#outbox.at(-1) === given) {
      this.#outbox.pop();
      if (before) this.#held.unshift(before);
      this.#set({ unsent: this.#outbox.length });
      this.tell.undone(given);
      return;
    }
    // What is held may be about somebody who is undone with it.
    this.#held = [];
    this.#undo = given;
    this.#set({ undoing: true });
    void this.#work();
  }

  /** The page is being closed: what was not confirmed is sent without waiting. The same answer twice counts once. */
  leave() {
    for (const { question, answer } of this.#outbox) this.door.leave(question.id, answer);
    if (this.#undo && this.#outbox.length === 0) this.door.leaveUndone(this.#undo.question.id);
  }

  /** One thing after another, so that the server hears everything in the order it was said. */
  async #work() {
    if (this.#working) return;
    this.#working = true;
    try {
      while (await this.#step());
    } catch (error) {
      this.#set({ error });
    } finally {
      this.#working = false;
    }
  }

  async #step(): Promise<boolean> {
    const given = this.#outbox[0];
    if (given) return await this.#send(given);
    if (this.#undo) return await this.#takeBack(this.#undo);
    const { question, error } = this.state;
    if (question === null || (error && question === undefined)) return false;
    if (question === undefined) return await this.#fetchFirst();
    if (this.#held.length >= DEPTH || this.#nothingBeside) return false;
    const next = await this.door.next(this.#wish()).catch(() => null);
    this.#nothingBeside = !isQuestion(next);
    if (isQuestion(next)) this.#take(next);
    return true;
  }

  async #fetchFirst() {
    const question = await this.door.next(this.#wish());
    if (question && !isQuestion(question)) return await this.#waitForMore(question);
    if (question) await Promise.race([this.door.prepare(question), this.door.pause(400)]);
    if (this.state.question === undefined) this.#set({ question, ...(question && { left: question.left }) });
    return true;
  }

  async #waitForMore(left: Left) {
    this.#set({ left });
    await this.door.pause(AGAIN);
    return this.#listeners.size > 0 || !this.isQuiet; // who has left is not asked again
  }

  async #send(given: Given) {
    try {
      const said = await this.#insist(given);
      if (this.#outbox[0] === given) this.#outbox.shift();
      this.#nothingBeside = false;
      this.#held = this.#held.filter(({ id }) => !said.stale.includes(id));
      this.#set({ left: said.left, unsent: this.#outbox.length, error: null });
      if (said.next) this.#take(said.next);
      this.tell.heard();
    } catch (error) {
      this.#refuse(given, error);
    }
    return true;
  }

  async #insist(given: Given): Promise<Said> {
    for (const wait of TRIES) {
      try {
        return await this.door.say(given.question.id, { ...given.answer, ahead: this.#wish() });
      } catch (error) {
        if (!(error instanceof ApiError && AWAY.includes(error.status))) throw error;
        this.#set({ error });
        await this.door.pause(wait);
      }
    }
    return await this.door.say(given.question.id, { ...given.answer, ahead: this.#wish() });
  }

  #refuse(given: Given, error: unknown) {
    const away = !(error instanceof ApiError) || AWAY.includes(error.status);
    const gone = error instanceof ApiError && GONE.includes(error.code);
    const back = away ? this.#outbox : gone ? [] : [given];
    const { question, answers } = this.state;
    this.#outbox = away ? [] : this.#outbox.filter((one) => one !== given);
    this.#undo = this.#undo && (away || this.#undo === given) ? null : this.#undo;
    const lost = new Set([given, ...back]);
    const rest = back.slice(1).map((one) => one.question);
    const first = back[0];
    // An undo that was waiting has put it on screen again, where it cannot be answered.
    if (gone && question === given.question) this.#set({ question: this.#held.shift() });
    if (first) {
      this.#held = [...rest, ...(question && question !== first.question ? [question] : []), ...this.#held];
      this.#set({ question: first.question, out: first.answer.wrong ?? [] });
    }
    this.#set({
      answers: answers.filter((one) => !lost.has(one)),
      unsent: this.#outbox.length,
      undoing: this.#undo !== null,
      error: null,
    });
    this.tell.refused(given, error, first !== undefined);
  }

  async #takeBack(given: Given) {
    try {
      const { question } = await this.door.undo(given.question.id);
      this.#held = []; // thought of before
      this.#set({ question, left: question.left });
      this.tell.undone(given);
    } catch (error) {
      this.#set({ question: undefined, answers: [...this.state.answers, given] });
      this.tell.refused(given, error, false);
    } finally {
      this.#undo = null;
      this.#nothingBeside = false;
      this.#set({ undoing: false });
    }
    return true;
  }

  #take(question: Question) {
    const shown = this.state.question;
    const mine = [...(shown ? [shown] : []), ...this.#held, ...this.#outbox.map((given) => given.question)];
    const faces = new Set(mine.flatMap((one) => one.faces.map(({ id }) => id)));
    // It was thought of before the last answer, and is in the way of what came since: it will be asked for again.
    if (question.faces.some(({ id }) => faces.has(id))) return;
    void this.door.prepare(question);
    if (shown === undefined) this.#set({ question, out: [], left: question.left });
    else this.#held.push(question);
  }

  #wish(): Wish {
    const shown = this.state.question;
    const besides = [...(shown ? [shown] : []), ...this.#held].map(({ id }) => id);
    return this.personId === undefined ? { besides } : { besides, person_id: this.personId };
  }

  #set(change: Partial<State>) {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const isQuestion = (told: Question | Left | null): told is Question => told !== null && "id" in told;
