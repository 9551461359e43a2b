// How a screen looks: to a machine that checks accessibility, and in pictures for people.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Waits until colours have changed over: the colour of something may lag behind another's by a frame, or by its transition. */
async function untilStill(page: Page) {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const changes = document.getAnimations().filter((each) => each instanceof CSSTransition);
    await Promise.allSettled(changes.map((each) => each.finished));
  });
}

/** Fails if axe finds anything serious or critical on the page as it is now, once nothing is loading. */
export async function expectAccessible(page: Page) {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await untilStill(page);
  await page.evaluate(axe);
  const problems = await page.evaluate(async () => {
    // @ts-expect-error: axe was just put there
    const { violations } = await window.axe.run({ resultTypes: ["violations"] });
    return violations
      .filter((one: { impact: string }) => one.impact === "serious" || one.impact === "critical")
      .map((one: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
        [one.id, ...one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 200)}\n  ${node.failureSummary}`)].join(
          "\n",
        ),
      );
  });
  expect(problems).toEqual([]);
}

/** With KENFOLK_SHOTS=folder, keeps pictures of the page in four widths, light and dark; otherwise does nothing. */
export async function shot(page: Page, name: string, { widths = [360, 768, 1440, 2560] } = {}) {
  const folder = process.env.KENFOLK_SHOTS;
  if (!folder) return;
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 700 ? 780 : width < 1000 ? 1024 : Math.round(width * 0.5625) });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), animations: "disabled" });
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before) await page.setViewportSize(before);
}
