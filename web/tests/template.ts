// Before all tests: draws an album and ingests it once. Every spec file gets a copy of that library, see library.ts.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { here, own, startServer, untilIdle } from "./server";

export default async function makeTemplate() {
  const folder = mkdtempSync(join(tmpdir(), "kenfolk-journeys-"));
  process.env.KENFOLK_TEMPLATE = folder;
  execFileSync(own("python"), [here("draw_album.py"), join(folder, "album"), join(folder, "extra")]);
  const server = await startServer({ data: join(folder, "data"), folder: join(folder, "album"), pack: "fake" });
  await untilIdle(server.url, { photos: 41 });
  await server.stop();
  return () => rmSync(folder, { recursive: true, force: true });
}
