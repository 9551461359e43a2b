// Nothing serious against any screen, in either of its colours.
import { furnish } from "./furnish";
import { expect, expectAccessible, type Page, shot, test } from "./library";

const SCREENS = [
  ["People", "/"],
  ["Photos", "/photos"],
  ["Review", "/review"],
  ["Search", "/search?q=Ada"],
  ["Insights", "/insights"],
  ["Activity", "/activity"],
  ["History", "/history"],
  ["Settings", "/settings"],
  ["Hidden people", "/people/hidden"],
  ["Who is this", "/people/unnamed"],
  ["Possible mistakes", "/people/mistakes"],
  ["One person or two", "/people/mixed"],
] as const;

const expectAccessibleInBothColours = async (page: Page) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    await expectAccessible(page);
  }
};

for (const [title, path] of SCREENS) {
  test(`${title} has nothing serious against it`, async ({ page, library }) => {
    await furnish(library);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

    await expectAccessibleInBothColours(page);
    await shot(page, title.toLowerCase().replaceAll(" ", "-"));
  });
}

test("A person has nothing serious against them, whichever tab is open", async ({ page, library }) => {
  test.slow(); // ten looks
  const { id } = await furnish(library);
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const tab of ["photos", "faces", "suggestions", "ages", "history"]) {
    await page.goto(`/people/${id}?tab=${tab}`);
    await expect(page.getByRole("heading", { level: 1, name: "Ada Lind" })).toBeVisible();

    await expectAccessibleInBothColours(page);
    await shot(page, `person-${tab}`);
  }
});

test("A photo has nothing serious against it, with its names and details shown", async ({ page, library }) => {
  await furnish(library);
  const { items } = await library.get("/api/search/photos?q=Ada&limit=1");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`/photos/${items[0].id}`);
  await expect(page.locator("img").first()).toBeVisible();

  await expectAccessibleInBothColours(page);
  await page.keyboard.press("b");
  await page.keyboard.press("i");
  await expectAccessibleInBothColours(page);
});

test("A phone has nothing serious against it either", async ({ page, library }) => {
  const { id } = await furnish(library);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize({ width: 360, height: 780 });
  for (const path of ["/", `/people/${id}`, "/review", "/search?q=Ada", "/photos"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

    await expectAccessible(page);
  }
});
