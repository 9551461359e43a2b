// From the address to the first tile that can be clicked, in a browser that was never here.
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { record, settleSeconds, startSeconds, TILE, test } from "./big";
import { median } from "./figures";

const ROUNDS = Number(process.env.KENFOLK_ROUNDS ?? 5);

for (const [title, path] of [
  ["People", "/"],
  ["Photos", "/photos"],
] as const) {
  test(`${title} is opened for the first time`, async ({ browser, server }) => {
    const rounds: Awaited<ReturnType<typeof open>>[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const measured = await open(await context.newPage(), server.url + path);
      if (round) rounds.push(measured); // the first one warms the server up
      await context.close();
    }
    const of = (pick: (one: (typeof rounds)[number]) => number) => median(rounds.map(pick));
    if (path === "/" && startSeconds() > 0) {
      record(
        { name: "Server: from the command to its address", value: startSeconds(), unit: "s" },
        { name: "Server: until the library was read", value: settleSeconds(), unit: "s" },
      );
    }
    record(
      { name: `${title}: first contentful paint`, value: of((one) => one.paint), unit: "ms", most: 1000 },
      { name: `${title}: interactive`, value: of((one) => Math.max(one.tile, one.quiet)), unit: "ms", most: 2000 },
      { name: `${title}: first tile can be clicked`, value: of((one) => one.tile), unit: "ms" },
      { name: `${title}: end of the last long task`, value: of((one) => one.quiet), unit: "ms" },
      { name: `${title}: longest task`, value: of((one) => one.longest), unit: "ms" },
      { name: `${title}: code of the first screen, gzip`, value: of((one) => one.code), unit: "kB", most: 250 },
      { name: `${title}: fonts and pictures of the frame`, value: of((one) => one.other), unit: "kB" },
      { name: `${title}: requests to the API`, value: of((one) => one.asked), unit: "" },
    );
  });
}

async function open(page: Page, url: string) {
  const sizes = { code: 0, other: 0, asked: 0 };
  const bodies: Promise<void>[] = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/api/")) {
      if (!/\/(chip|thumb|image)$/.test(pathname)) sizes.asked += 1;
      return;
    }
    bodies.push(
      response.body().then(
        (body) => {
          const isCode = /\.(js|css)$/.test(pathname) || !pathname.includes(".");
          if (isCode) sizes.code += gzipSync(body, { level: 6 }).length / 1000;
          else sizes.other += body.length / 1000;
        },
        () => undefined,
      ),
    );
  });
  await page.addInitScript(watch, TILE);
  await page.goto(url);
  await page.waitForFunction(() => (window as unknown as { tileAt?: number }).tileAt);
  await page.waitForTimeout(2500); // what comes afterwards may hold the page up as well
  await Promise.all(bodies);
  const times = await page.evaluate(() => {
    const { tileAt, tasks } = window as unknown as { tileAt: number; tasks: { startTime: number; duration: number }[] };
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN;
    const ends = tasks.map((task) => task.startTime + task.duration);
    return { paint, tile: tileAt, quiet: Math.max(0, ...ends), longest: Math.max(0, ...tasks.map((t) => t.duration)) };
  });
  return { ...times, ...sizes };
}

/** In the page, before anything of ours: notes when a tile lies in front, with its picture, and every long task. */
function watch(tile: string) {
  const tasks: PerformanceEntry[] = [];
  Object.assign(window, { tasks });
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
  const look = () => {
    const first = document.querySelector(tile);
    const picture = first?.querySelector("img");
    const box = first?.getBoundingClientRect();
    const front = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (first && picture?.complete && front && (first.contains(front) || front.contains(first))) {
      Object.assign(window, { tileAt: performance.now() });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
