// Does the page keep what was scrolled past? Its heap after collecting garbage, over minutes of scrolling.
import type { CDPSession } from "@playwright/test";
import { record, scroll, settle, test } from "./big";

const MINUTES = Number(process.env.KENFOLK_MINUTES ?? 2);

for (const [title, path] of [
  ["Timeline", "/photos"],
  ["People", "/"],
] as const) {
  test(`${title} is scrolled for ${MINUTES} minutes`, async ({ page, cdp }) => {
    await settle(page, path);
    const samples: { heap: number; nodes: number }[] = [];
    const end = Date.now() + MINUTES * 60_000;
    for (let round = 0; Date.now() < end || samples.length < 4; round += 1) {
      // Two steps down and one back, so that it is not the end that is looked at for minutes.
      await scroll(cdp, round % 3 === 2 ? -12_000 : 12_000, 6_000);
      if (round % 3 === 2) samples.push(await weigh(cdp));
    }
    const early = samples[Math.floor(samples.length / 4)] ?? { heap: Number.NaN, nodes: Number.NaN };
    const last = samples.at(-1) ?? early;
    record(
      { name: `${title}: heap after a quarter of ${MINUTES} min`, value: early.heap, unit: "MB" },
      { name: `${title}: heap at the end`, value: last.heap, unit: "MB" },
      { name: `${title}: heap grew`, value: (100 * (last.heap - early.heap)) / early.heap, unit: "%", most: 15 },
      { name: `${title}: DOM nodes at the end`, value: last.nodes, unit: "" },
    );
  });
}

async function weigh(cdp: CDPSession) {
  await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { heap: of("JSHeapUsedSize") / 1e6, nodes: of("Nodes") };
}
