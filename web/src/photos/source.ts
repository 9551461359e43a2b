// Where a timeline has its photos from: the library, one person, a search. It hands out months, and each month's columns.
import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Bucket } from "../api/types";

export type Month = { month: string; photos: number };
/** What the address of a photo carries, so that the viewer walks through the same photos. */
export type ViewerSearch = { person?: number; q?: string };

export type TimelineSource = {
  /** The same for the same photos: what is known of them is kept under it. */
  key: string;
  months: (signal?: AbortSignal) => Promise<Month[]>;
  /** One piece of a month, newest first; `next_cursor` asks for the next. */
  bucket: (month: string, cursor: string | undefined, signal?: AbortSignal) => Promise<Bucket>;
  search: ViewerSearch;
};

export function librarySource(personId?: number): TimelineSource {
  return {
    key: personId === undefined ? "all" : `person-${personId}`,
    months: async (signal) =>
      (await ask(api.GET("/api/photos/timeline", { params: { query: { person_id: personId } }, signal }))).months,
    bucket: (month, cursor, signal) =>
      ask(
        api.GET("/api/photos/timeline/{month}", {
          params: { path: { month }, query: { person_id: personId, cursor } },
          signal,
        }),
      ),
    search: personId === undefined ? {} : { person: personId },
  };
}

export const monthsQuery = (source: TimelineSource) =>
  queryOptions({ queryKey: ["photos", "months", source.key], queryFn: ({ signal }) => source.months(signal) });

export const bucketQuery = (source: TimelineSource, month: string) =>
  queryOptions({
    queryKey: ["photos", "bucket", source.key, month],
    queryFn: ({ signal }) => wholeMonth(source, month, signal),
  });

/** A month of very many comes in pieces; they are put together here. */
async function wholeMonth(source: TimelineSource, month: string, signal: AbortSignal): Promise<Bucket> {
  const pieces: Bucket[] = [];
  let cursor: string | undefined;
  do {
    const piece = await source.bucket(month, cursor, signal);
    pieces.push(piece);
    cursor = piece.next_cursor ?? undefined;
  } while (cursor);
  return joinPieces(pieces);
}

export function joinPieces(pieces: Bucket[]): Bucket {
  const [first] = pieces;
  if (!first) throw new Error("A month has one piece at least.");
  if (pieces.length === 1) return first;
  let before = 0;
  const starts = pieces.map((piece) => {
    before += piece.ids.length;
    return before - piece.ids.length;
  });
  const places = (name: "failed" | "waiting") =>
    pieces.flatMap((piece, at) => piece[name].map((place) => place + (starts[at] ?? 0)));
  return {
    month: first.month,
    ids: pieces.flatMap((piece) => piece.ids),
    ratios: pieces.flatMap((piece) => piece.ratios),
    days: pieces.flatMap((piece) => piece.days),
    colours: pieces.flatMap((piece) => piece.colours),
    faces: pieces.flatMap((piece) => piece.faces),
    versions: pieces.flatMap((piece) => piece.versions),
    failed: places("failed"),
    waiting: places("waiting"),
    next_cursor: null,
  };
}
