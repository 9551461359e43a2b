// The big library for measurements: `import { record, test } from "./big"`. It is that of benchmarks/big_library.py in the
// folder KENFOLK_BIG; what is answered here goes into a copy of its database. With KENFOLK_URL it is what runs there, which is
// not started anew for every measurement.
import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test as base, type CDPSession, type Page } from "@playwright/test";
import { type Server, startServer } from "../tests/server";
import type { Figure } from "./figures";

type Given = { cdp: CDPSession };

export const test = base.extend<Given, { server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the braces
    async ({}, use) => {
      const running = process.env.KENFOLK_URL;
      if (running) {
        settled = await untilSettled(running);
        await use({ url: running, pid: 0, log: () => "", stop: async () => {} });
        return;
      }
      const big = process.env.KENFOLK_BIG ?? "";
      if (!existsSync(join(big, "data", "kenfolk.db"))) {
        throw new Error("KENFOLK_BIG is the folder of a library that benchmarks/big_library.py made.");
      }
      const data = mkdtempSync(join(big, "bench-"));
      copyFileSync(join(big, "data", "kenfolk.db"), join(data, "kenfolk.db"));
      symlinkSync(join(big, "data", "derived"), join(data, "derived"));
      try {
        const began = performance.now();
        const server = await startServer({ data, ...(process.env.KENFOLK_PACK && { pack: process.env.KENFOLK_PACK }) });
        started = (performance.now() - began) / 1000;
        settled = await untilSettled(server.url);
        await use(server);
        await server.stop();
      } finally {
        rmSync(data, { recursive: true, force: true });
      }
    },
    { scope: "worker", timeout: 0 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  cdp: async ({ page }, use) => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable");
    await use(cdp);
  },
});

let started = 0;
/** Seconds from the command to the address. */
export const startSeconds = () => started;

let settled = 0;
/** Seconds from the address until everything that a process reads once was read. */
export const settleSeconds = () => settled;

/** A server runs for weeks; what is measured is not its first minutes, in which it reads the whole library beside the requests. */
async function untilSettled(url: string): Promise<number> {
  const began = performance.now();
  const ask = async (path: string) => (await fetch(`${url}/api/${path}`)).json();
  for (;;) {
    const [left, crowd, insights] = [await ask("review/left"), await ask("people/crowd"), await ask("insights")];
    const isCurrent = !left.is_counting && crowd.is_current && insights.is_current;
    const seconds = (performance.now() - began) / 1000;
    if (isCurrent) return seconds;
    if (seconds > 1800) throw new Error("The server still reads the library after half an hour.");
    await new Promise((resolve) => setTimeout(resolve, 5000));
  }
}

export function record(...figures: Figure[]) {
  for (const figure of figures) {
    base.info().annotations.push({ type: "figure", description: JSON.stringify(figure) });
  }
}

/** A tile is a picture that leads somewhere. */
export const TILE = "main a:has(img), main button:has(img)";

/** Waits until tiles are there and the server has nothing else to do. */
export async function settle(page: Page, path: string) {
  await page.goto(path);
  await page.locator(TILE).first().waitFor();
  await page.waitForTimeout(1500);
}

/** Scrolls as a wheel or a finger would, on the compositor. `speed` is in pixels a second. */
export async function scroll(cdp: CDPSession, distance: number, speed: number) {
  const at = { x: 720, y: 500 };
  await cdp.send("Input.synthesizeScrollGesture", { ...at, yDistance: -distance, speed, gestureSourceType: "mouse" });
}

/** Notes the times between frames, and long tasks, until `stop` is asked for them. */
export async function watchFrames(page: Page) {
  await page.evaluate(() => {
    const seen = { deltas: [] as number[], tasks: [] as number[], on: true };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      if (seen.on) seen.tasks.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ type: "longtask" });
    let before = 0;
    const frame = (now: number) => {
      if (before) seen.deltas.push(now - before);
      before = now;
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return () =>
    page.evaluate(() => {
      const { seen } = window as unknown as { seen: { deltas: number[]; tasks: number[]; on: boolean } };
      seen.on = false;
      return { deltas: seen.deltas, tasks: seen.tasks };
    });
}
