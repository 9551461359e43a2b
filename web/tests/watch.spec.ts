// Watching the library: what is in hand, what needs a hand, and whether the names can be trusted.
import { expect, expectAccessible, shot, test } from "./library";

test("tells what is wrong, and tries it again: one file, or all of its kind", async ({ page }) => {
  await page.goto("/activity");
  const problem = page.getByRole("region", { name: "Problems" }).getByRole("article").first();
  await expect(problem).toContainText("broken.jpg");
  await expect(problem).toContainText("Damaged or incomplete");

  const sent = page.waitForRequest((request) => request.url().endsWith("/api/failures/retry"));
  await problem.getByRole("button", { name: "Try again, all of these: Damaged or incomplete" }).click();

  expect((await sent).postDataJSON()).toMatchObject({ ids: null, code: "damaged" });
  await expect(page.getByText("1 thing is tried again")).toBeVisible();
  await expect(problem).toContainText("tried 2 times");
});

test("holds the work back, and goes on", async ({ page, library }) => {
  await page.goto("/activity");
  await page.getByRole("button", { name: "Pause" }).click();

  await expect(page.getByText("The work is paused")).toBeVisible();
  await expect.poll(async () => (await library.get("/api/status")).paused).toBe(true);
  await page.reload();
  await page.getByRole("button", { name: "Go on" }).click();

  await expect(page.getByText("The work is paused")).toBeHidden();
  await expect.poll(async () => (await library.get("/api/status")).paused).toBe(false);
});

test("tells what happened lately, and nothing is wrong with it for anybody", async ({ page, library }) => {
  const { items } = await library.get("/api/groups");
  await library.name([items[0].sample[0].face_id], "Ada");
  await page.goto("/activity");

  const lately = page.getByRole("region", { name: "Lately" });
  await expect(lately).toContainText("faces found");
  await expect(lately).toContainText("1 answer");
  for (const path of ["/activity", "/insights"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectAccessible(page);
    }
    await shot(page, `watch${path.replace("/", "-")}`);
  }
});
