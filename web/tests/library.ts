// Draws an album, starts a real server on it with the fake pack, and stops it after the journeys.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const own = (name: string) => (existsSync(here(`../../.venv/bin/${name}`)) ? here(`../../.venv/bin/${name}`) : name);

export default async function openLibrary() {
  const folder = mkdtempSync(join(tmpdir(), "kenfolk-journeys-"));
  process.env.KENFOLK_EXTRA = join(folder, "extra");
  execFileSync(own("python"), [here("draw_album.py"), join(folder, "album"), process.env.KENFOLK_EXTRA]);
  const server = spawn(own("kenfolk"), [
    ...["serve", join(folder, "album"), "--data", join(folder, "data")],
    ...["--port", "0", "--pack", "fake"],
  ]);
  process.env.KENFOLK_URL = await addressOf(server);
  await untilIdle(process.env.KENFOLK_URL);
  return async () => {
    const gone = new Promise((go) => server.once("exit", go));
    server.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((found, refuse) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk;
      const address = /http:\/\/[\w.]+:\d+/.exec(said);
      if (address) found(address[0]);
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("exit", () => refuse(new Error(`kenfolk serve ended:\n${said}`)));
  });
}

/** Wait until every photo was looked at and nobody is left to be recognised. */
export async function untilIdle(address: string) {
  for (let tries = 0; tries < 240; tries += 1) {
    const status = await (await fetch(`${address}/api/status`)).json();
    if (status.idle && status.photos.total > 40) return;
    await new Promise((go) => setTimeout(go, 500));
  }
  throw new Error("The library is still busy after two minutes.");
}
