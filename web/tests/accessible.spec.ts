// Nothing serious against any screen, in either of its colours.
import { expect, expectAccessible, shot, test } from "./library";

for (const [title, path] of [
  ["People", "/"],
  ["Photos", "/photos"],
  ["Review", "/review"],
  ["Insights", "/insights"],
  ["Activity", "/activity"],
  ["History", "/history"],
] as const) {
  test(`${title} has nothing serious against it`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectAccessible(page);
    }
    await shot(page, title.toLowerCase());
  });
}
