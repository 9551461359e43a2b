// How the main screens look. The pictures in looks/ were taken with the Chromium named in looks/chromium.txt; another one
// draws letters and edges a little differently, so there the comparison is skipped. `npm run looks` takes them anew.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { furnish } from "./furnish";
import { expect, type Page, test } from "./library";
import { here, own } from "./server";

const MADE_WITH = here("./looks/chromium.txt");
const NOW = new Date("2026-07-01T12:00:00Z");

const SCREENS = [
  ["people", "/"],
  ["person", "/people/ADA"],
  ["review", "/review"],
  ["photos", "/photos"],
  ["search", "/search?q=Ada"],
  ["insights", "/insights"],
  ["activity", "/activity"],
  ["settings", "/settings"],
] as const;

const WINDOWS = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 1440, height: 900, colorScheme: "dark" },
  { width: 360, height: 780, colorScheme: "light" },
] as const;

test.use({ locale: "en-GB", timezoneId: "UTC" });

test.beforeAll(({ browser }, info) => {
  if (info.config.updateSnapshots === "all") writeFileSync(MADE_WITH, `${browser.version()}\n`);
});
test.afterAll(() => {
  if (test.info().config.updateSnapshots === "all") execFileSync(own("python"), [here("./looks/shrink.py")]);
});

for (const [name, path] of SCREENS) {
  test(`${name} looks as it did`, async ({ page, browser, library }) => {
    const version = existsSync(MADE_WITH) ? readFileSync(MADE_WITH, "utf8").trim() : "no Chromium yet";
    test.skip(browser.version() !== version, `The pictures were taken with ${version}, this is ${browser.version()}`);
    const { id } = await furnish(library);
    await page.clock.setFixedTime(NOW);

    for (const { width, height, colorScheme } of WINDOWS) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(path.replace("ADA", String(id)));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await page.evaluate(() => document.fonts.load("600 15px 'Inter Variable'"));
      expect(await page.evaluate(() => document.fonts.check("600 15px 'Inter Variable'"))).toBe(true);
      await untilPicturesAreThere(page);
      await expect.soft(page).toHaveScreenshot(`${name}-${width}-${colorScheme}.png`, {
        animations: "disabled",
        maxDiffPixelRatio: 0.01,
        stylePath: here("./looks/hide.css"),
      });
    }
  });
}

/** The pictures in the window are all there, and the address of none has changed meanwhile. */
const untilPicturesAreThere = (page: Page) =>
  page.waitForFunction(() =>
    [...document.images]
      .filter((image) => {
        const { top, bottom, width } = image.getBoundingClientRect();
        return width > 0 && bottom > 0 && top < window.innerHeight && image.checkVisibility();
      })
      .every((image) => image.complete && image.naturalWidth > 0),
  );
