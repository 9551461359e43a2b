// Frames a second while the long lists are scrolled: slowly enough to look, and as fast as a wheel goes.
import { record, scroll, settle, test, watchFrames } from "./big";
import { framesPerSecond } from "./figures";

for (const [title, path] of [
  ["Timeline", "/photos"],
  ["People", "/"],
] as const) {
  for (const [pace, speed, distance] of [
    ["reading", 800, 6_000],
    ["wheel", 4_000, 30_000],
  ] as const) {
    test(`${title} is scrolled: ${pace}`, async ({ page, cdp }) => {
      await settle(page, path);
      const stop = await watchFrames(page);
      await scroll(cdp, distance, speed);
      await scroll(cdp, -distance / 2, speed);
      const { deltas, tasks } = await stop();
      const frames = framesPerSecond(deltas);
      const name = `${title}, ${pace} (${speed} px/s)`;
      record(
        { name: `${name}: frames a second, median`, value: frames.median, unit: "", least: 55 },
        { name: `${name}: frames a second, slowest 5 %`, value: frames.slowest, unit: "" },
        { name: `${name}: longest task`, value: Math.max(0, ...tasks), unit: "ms", most: 100 },
        { name: `${name}: long tasks (> 50 ms)`, value: tasks.length, unit: "" },
      );
    });
  }
}
