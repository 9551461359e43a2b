// The one door to the server.
import createClient from "openapi-fetch";
import { t } from "../locales/i18n";
import type { paths } from "./schema";
import type { Box } from "./types";

export const api = createClient<paths>({ baseUrl: window.location.origin });

/** A call the server refused (or never heard): `code` for programs, `message` for people. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** Is there nothing at this address, so that asking again is of no use? */
export const isGone = (error: unknown) => error instanceof ApiError && (error.status === 404 || error.status === 422);

/** Refuse what cannot be the number of anything, such as the "abc" in an address, without asking the server. */
export function checkId(id: number) {
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new ApiError(404, "no_address", t("errors:codes.no_address.message"));
}

type Reply<Data> = { data?: Data; error?: unknown; response: Response };

/** The client library forgets that a box has just four numbers; this puts it back. */
type Told<Data> = Data extends (infer Item)[]
  ? Told<Item>[]
  : Data extends object
    ? { [Key in keyof Data]: Key extends "box" ? Box : Told<Data[Key]> }
    : Data;

/** Return what the server said, or throw what it objected to. */
export async function ask<Data>(call: Promise<Reply<Data>>): Promise<Told<Data>> {
  const { data, error, response } = await call.catch((cause) => {
    throw cause instanceof DOMException ? cause : new ApiError(0, "unreachable", t("errors:codes.unreachable.message"));
  });
  if (!response.ok) throw readError(response.status, error);
  return data as Told<Data>;
}

export function readError(status: number, body: unknown): ApiError {
  const told = (body as { error?: { code?: string; message?: string; detail?: unknown } } | undefined)?.error;
  const detail = told?.detail && !Array.isArray(told.detail) ? (told.detail as Record<string, unknown>) : {};
  return new ApiError(status, told?.code ?? "unknown", told?.message ?? t("errors:answered", { status }), detail);
}
