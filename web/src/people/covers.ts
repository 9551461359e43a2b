// The pictures of those on screen: asked for together, one request at a time, and not for those who were scrolled past.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { api, ask } from "../api/client";

type Url = string | null;
type Ask = (ids: number[], signal: AbortSignal) => Promise<{ id: number; url: string }[]>;

const AT_ONCE = 100; // people of one request, as many as the server allows
const MOMENT = 30; // milliseconds: who comes into view together is asked for together
const AGAIN = 3000; // milliseconds after a request that failed

export class Covers {
  readonly #ask: Ask;
  readonly #known = new Map<number, Url>();
  readonly #stale = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #wanted: readonly number[] = [];
  #asking: { ids: Set<number>; stop: AbortController } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #version = 0;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** The address of somebody's picture: undefined while it is on its way, null where there is none. */
  of = (id: number): Url | undefined => this.#known.get(id);

  /** Another number whenever an address came. */
  version = () => this.#version;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** These people are on screen now, and nobody else. */
  want(ids: readonly number[]) {
    this.#wanted = ids;
    const asked = this.#asking;
    if (asked && !ids.some((id) => asked.ids.has(id))) {
      this.#asking = null;
      asked.stop.abort();
    }
    this.#later(MOMENT);
  }

  /** Faces may have changed: what is known is shown until it was asked for again. */
  forget() {
    for (const id of this.#known.keys()) this.#stale.add(id);
    this.#later(MOMENT);
  }

  #later(wait: number) {
    if (this.#timer === undefined && !this.#asking) this.#timer = setTimeout(() => this.#next(), wait);
  }

  #next() {
    this.#timer = undefined;
    const ids = this.#wanted.filter((id) => !this.#known.has(id) || this.#stale.has(id)).slice(0, AT_ONCE);
    if (ids.length === 0) return;
    const asking = { ids: new Set(ids), stop: new AbortController() };
    this.#asking = asking;
    for (const id of ids) this.#stale.delete(id);
    this.#ask(ids, asking.stop.signal).then(
      (covers) => {
        const urls = new Map(covers.map(({ id, url }) => [id, url]));
        for (const id of ids) this.#known.set(id, urls.get(id) ?? null);
        this.#version += 1;
        for (const listener of this.#listeners) listener();
        this.#done(asking, MOMENT);
      },
      () => {
        for (const id of ids) if (this.#known.has(id)) this.#stale.add(id);
        this.#done(asking, AGAIN);
      },
    );
  }

  #done(asking: object, wait: number) {
    if (this.#asking !== asking) return; // it was given up, and others were asked for
    this.#asking = null;
    this.#later(wait);
  }
}

export const covers = new Covers((ids, signal) =>
  ask(api.GET("/api/people/covers", { params: { query: { ids } }, signal })),
);

/** Made stale with everything else about people; reading it anew means that the pictures are. */
const freshness = queryOptions({
  queryKey: ["people", "covers"],
  queryFn: () => {
    covers.forget();
    return null;
  },
  staleTime: 60_000,
  notifyOnChangeProps: [],
});

/** Says who is on screen. */
export function useCoversOf(ids: readonly number[]) {
  useQuery(freshness);
  useEffect(() => covers.want(ids), [ids]);
  useEffect(() => () => covers.want([]), []);
}

/** Draws anew when pictures have come; `covers.of` tells which. */
export const useCovers = () => useSyncExternalStore(covers.subscribe, covers.version);
