// A real `kenfolk serve` of one library, for tests and measurements.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A program of our own Python environment, or of whoever has one on the path. */
export const own = (name: string) =>
  existsSync(here(`../../.venv/bin/${name}`)) ? here(`../../.venv/bin/${name}`) : name;

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const server of running) server.kill("SIGKILL");
});

export type Server = {
  url: string;
  pid: number;
  /** All it printed so far. */
  log: () => string;
  /** Ends the server, and is done when it has gone. */
  stop: () => Promise<void>;
};

/** Starts a server on a free port; without a folder, on what the library in `data` knows already. */
export async function startServer({ data, folder, pack }: { data: string; folder?: string; pack?: string }) {
  const given = [...(folder ? [folder] : []), "--data", data, ...(pack ? ["--pack", pack] : [])];
  const server = spawn(own("kenfolk"), ["serve", ...given, "--port", "0"]);
  running.add(server);
  let said = "";
  const gone = new Promise<void>((go) => server.once("exit", () => running.delete(server) && go()));
  const stop = () => {
    server.kill("SIGTERM");
    return gone;
  };
  const url = await new Promise<string>((found, refuse) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      const address = /http:\/\/[\w.]+:\d+/.exec(said);
      if (address) found(address[0]);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.once("error", (error) => refuse(new Error(`kenfolk serve cannot be started: ${error.message}`)));
    void gone.then(() => refuse(new Error(`kenfolk serve ended by itself. It said:\n${said}`)));
  });
  return { url, pid: server.pid ?? 0, log: () => said, stop } satisfies Server;
}

/** Waits until every photo was looked at and nobody is left to be recognised. */
export async function untilIdle(url: string, { photos = 1, seconds = 120 } = {}) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const status = await (await fetch(`${url}/api/status`)).json();
    if (status.idle && status.photos.total >= photos) return;
    await new Promise((go) => setTimeout(go, 150));
  }
  throw new Error(`The library is still busy after ${seconds} seconds.`);
}
