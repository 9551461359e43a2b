// Files on their way to the library: a few at a time, with how far each is.
import { useSyncExternalStore } from "react";
import { readError } from "../api/client";
import { uploadsUrl } from "../api/urls";
import { t } from "../locales/i18n";
import { wordsFor } from "../ui/explain";

export type Upload = {
  id: number;
  name: string;
  size: number;
  sent: number;
  state: "waiting" | "sending" | "done" | "duplicate" | "failed";
  reason: string;
  /** Would another try be refused just the same? */
  lasting: boolean;
};

const AT_ONCE = 3;
const files = new Map<number, File>();
let uploads: readonly Upload[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

export function addFiles(chosen: Iterable<File>) {
  const added = [...chosen].map((file): Upload => {
    lastId += 1;
    files.set(lastId, file);
    return { id: lastId, name: file.name, size: file.size, sent: 0, state: "waiting", reason: "", lasting: false };
  });
  publish([...uploads, ...added]);
  sendMore();
}

export function clearUploads() {
  publish(uploads.filter((upload) => isOpen(upload)));
}

export function retryUpload(id: number) {
  change(id, { state: "waiting", sent: 0, reason: "" });
  sendMore();
}

export const isOpen = ({ state }: Upload) => state === "waiting" || state === "sending";

/** How far all is, from 0 to 1. */
export function shareSent(all: readonly Upload[]) {
  const total = all.reduce((sum, upload) => sum + upload.size + 1, 0);
  const sent = all.reduce((sum, upload) => sum + (isOpen(upload) ? upload.sent : upload.size + 1), 0);
  return total ? sent / total : 0;
}

export function useUploads() {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => uploads,
  );
}

function publish(next: readonly Upload[]) {
  uploads = next;
  for (const tell of listeners) tell();
}

function change(id: number, with_: Partial<Upload>) {
  publish(uploads.map((upload) => (upload.id === id ? { ...upload, ...with_ } : upload)));
}

function sendMore() {
  const sending = uploads.filter(({ state }) => state === "sending").length;
  for (const { id } of uploads.filter(({ state }) => state === "waiting").slice(0, AT_ONCE - sending)) send(id);
}

function send(id: number) {
  const file = files.get(id);
  if (!file) return;
  change(id, { state: "sending" });
  const body = new FormData();
  body.append("file", file, file.name);
  // fetch() does not tell how much was sent.
  const call = new XMLHttpRequest();
  call.open("POST", uploadsUrl);
  call.responseType = "json";
  call.upload.onprogress = ({ loaded }) => change(id, { sent: Math.min(loaded, file.size) });
  call.onloadend = () => {
    change(id, outcomeOf(call));
    sendMore();
  };
  call.send(body);
}

function outcomeOf(call: XMLHttpRequest): Partial<Upload> {
  if (call.status === 201) return { state: call.response?.duplicate ? "duplicate" : "done" };
  const reason = call.status === 0 ? t("errors:lineBroke") : wordsFor(readError(call.status, call.response)).message;
  return { state: "failed", reason, lasting: isLasting(call.status) };
}

/** The server will say the same again, unless it was only slow (408) or busy (429). */
export const isLasting = (status: number) => status >= 400 && status < 500 && status !== 408 && status !== 429;
