import { queryOptions } from "@tanstack/react-query";
import { ApiError, api, ask, checkId, readError } from "../api/client";
import type { components } from "../api/schema";
import { t } from "../locales/i18n";

type Schemas = components["schemas"];
export type Found = Schemas["Found"];
export type Term = Schemas["Term"];
export type Problem = Schemas["Problem"];
export type Completion = Schemas["Completion"];
export type Saved = Schemas["Saved"];
export type Looked = Schemas["Looked"];
export type ShownFace = Schemas["ShownFace"];

// Who is in which photo changes with photos and people alike: the first word of a key is what makes it stale.
export const foundQuery = (q: string) =>
  queryOptions({
    queryKey: ["photos", "search", q],
    queryFn: ({ signal }) => ask(api.GET("/api/search", { params: { query: { q } }, signal })),
    placeholderData: (before) => before,
  });

export const countQuery = (q: string) =>
  queryOptions({
    queryKey: ["photos", "search", q, "count"],
    queryFn: ({ signal }) => ask(api.GET("/api/search/count", { params: { query: { q } }, signal })),
  });

export const completionsQuery = (q: string, at: number) =>
  queryOptions({
    queryKey: ["people", "completions", q, at],
    queryFn: ({ signal }) => ask(api.GET("/api/search/complete", { params: { query: { q, at } }, signal })),
    placeholderData: (before) => before,
    staleTime: 10_000,
  });

export const savedQuery = () =>
  queryOptions({
    queryKey: ["searches"],
    queryFn: ({ signal }) => ask(api.GET("/api/search/saved", { signal })),
  });

export const likeFaceQuery = (faceId: number) =>
  queryOptions({
    queryKey: ["faces", "like", faceId],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/search/face/{face_id}", { params: { path: { face_id: checkId(faceId) } }, signal })),
  });

/** Show a picture to the server, which forgets it at once. */
export async function lookAt(picture: Blob, signal?: AbortSignal): Promise<Looked> {
  const body = new FormData();
  body.append("file", picture, "picture");
  const reply = await fetch("/api/search/face", { method: "POST", body, signal }).catch((cause) => {
    throw cause instanceof DOMException ? cause : new ApiError(0, "unreachable", t("errors:codes.unreachable.message"));
  });
  const said = await reply.json().catch(() => undefined);
  if (!reply.ok) throw readError(reply.status, said);
  return said as Looked;
}
