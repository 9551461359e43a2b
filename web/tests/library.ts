// Every spec file has a library of its own: `import { expect, test } from "./library"` and `page.goto("/")`.
//
// The album was drawn and ingested once (template.ts); a file gets a copy of what that gave, and a server on it which
// lives until the file's last test in this worker. Tests of one file share it and see what those before left, so let
// none need another: after one failed, Playwright goes on with a fresh library.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, type Page } from "@playwright/test";
import { own, type Server, startServer, untilIdle } from "./server";

export { expect, type Page } from "@playwright/test";
export { expectAccessible, shot } from "./look";

type Json = ReturnType<typeof JSON.parse>;

/** A library with its running server. */
export class Library {
  constructor(
    readonly folder: string,
    /** The photos; shared by all, unless the file asked for its own with `test.use({ ownAlbum: true })`. */
    readonly album: string,
    /** A folder with a photo that is in no album, extra.jpg. */
    readonly extra: string,
    readonly server: Server,
  ) {}

  get url() {
    return this.server.url;
  }

  /** Waits until no step has work left. */
  async untilIdle() {
    await untilIdle(this.url, { photos: 41 });
  }

  /** Asks the API: `await library.get("/api/photos?limit=100")`. */
  async get(path: string): Promise<Json> {
    return this.#call(path);
  }

  /** Tells the API something; `post("/api/decisions", { kind: "name", face_ids, name })`. */
  async post(path: string, data: object): Promise<Json> {
    return this.#call(path, {
      method: "POST",
      headers: { Origin: this.url, "Content-Type": "application/json" },
      body: JSON.stringify(data),
    });
  }

  /** Names faces as a person would, waits until it was thought over, and returns the person. */
  async name(face_ids: number[], name: string): Promise<{ id: number; name: string }> {
    const { person } = await this.post("/api/decisions", { kind: "name", face_ids, name });
    await this.untilIdle();
    return person;
  }

  async #call(path: string, init?: RequestInit) {
    const reply = await fetch(this.url + path, init);
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${path} answers ${reply.status}: ${text}`);
    return text && JSON.parse(text);
  }
}

/** Keeps one library at a time, that of the file which is being tested. */
class Shelf {
  #file = "";
  #library: Library | undefined;

  async libraryOf(file: string, ownAlbum: boolean) {
    if (this.#library && this.#file === file) return this.#library;
    await this.close();
    this.#file = file;
    this.#library = await openLibrary(ownAlbum);
    return this.#library;
  }

  async close() {
    await this.#library?.server.stop();
    if (this.#library) rmSync(this.#library.folder, { recursive: true, force: true });
    this.#library = undefined;
  }
}

async function openLibrary(ownAlbum: boolean) {
  const template = process.env.KENFOLK_TEMPLATE ?? "";
  const folder = mkdtempSync(join(tmpdir(), "kenfolk-library-"));
  const data = join(folder, "data");
  cpSync(join(template, "data"), data, { recursive: true, preserveTimestamps: true });
  const album = join(ownAlbum ? folder : template, "album");
  if (ownAlbum) {
    cpSync(join(template, "album"), album, { recursive: true, preserveTimestamps: true });
    execFileSync(own("python"), ["-c", MOVE, join(data, "kenfolk.db"), album, join(template, "album")]);
  }
  return new Library(folder, album, join(template, "extra"), await startServer({ data }));
}

const MOVE = `
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as database:
    moved = database.execute("UPDATE source SET root = ?, root_mark = NULL WHERE root = ?", sys.argv[2:])
    assert moved.rowcount == 1
`;

type Given = { library: Library; ownAlbum: boolean };

export const test = base.extend<Given, { shelf: Shelf }>({
  ownAlbum: [false, { option: true }],
  shelf: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the braces
    async ({}, use) => {
      const shelf = new Shelf();
      await use(shelf);
      await shelf.close();
    },
    { scope: "worker" },
  ],
  library: async ({ shelf, ownAlbum }, use, info) => {
    const library = await shelf.libraryOf(info.file, ownAlbum);
    await use(library);
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: library.server.log() });
  },
  baseURL: async ({ library }, use) => use(library.url),
  page: async ({ page }, use) => {
    const wrong = listenForErrors(page);
    // The tour of newcomers has its own journey.
    await page.addInitScript(
      () => localStorage.getItem("kenfolk.tour") ?? localStorage.setItem("kenfolk.tour", "done"),
    );
    await use(page);
    base.expect(wrong, "errors in the page").toEqual([]);
  },
});

/** Collects what the page throws, and what its content policy forbids. */
function listenForErrors(page: Page) {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.stack ?? error.message));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) wrong.push(message.text());
  });
  return wrong;
}
