// The photos, and the boxes in them.
import { expect, test } from "./library";

test("draws a box that was missed, names it, moves it and deletes it", async ({ page }) => {
  await page.goto("/photos");
  await page
    .getByRole("link", { name: /^Photo of .* face/ })
    .first()
    .click();
  await expect(page.getByRole("button", { name: /^Face: / }).first()).toBeVisible();
  const before = await page.getByRole("button", { name: /^Face: / }).count();

  await page.keyboard.press("d");
  const place = await page.getByRole("img", { name: "Draw a box around the face" }).boundingBox();
  if (!place) throw new Error("There is nothing to draw on.");
  await page.mouse.move(place.x + place.width * 0.82, place.y + 30);
  await page.mouse.down();
  await page.mouse.move(place.x + place.width * 0.94, place.y + 150, { steps: 6 });
  await page.mouse.up();
  await page.getByRole("textbox", { name: "Who is this?" }).fill("Drawn Person");
  await page.keyboard.press("Enter");

  const drawn = page.getByRole("button", { name: "Face: Drawn Person" });
  await expect(drawn).toBeVisible();
  await expect(page.getByRole("button", { name: /^Face: / })).toHaveCount(before + 1);

  await drawn.click();
  await page.getByRole("button", { name: "Move the box" }).click();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/box/i).last()).toBeVisible();

  await drawn.click();
  await page.getByRole("button", { name: "Not a face" }).click();
  await expect(drawn).toBeHidden();
});

test("walks through the photos by keyboard, and comes back to the same place", async ({ page }) => {
  await page.goto("/photos");
  const photos = page.getByRole("link", { name: /^Photo of / });
  await expect(photos.first()).toBeVisible();
  await photos.first().focus();

  await page.keyboard.press("End");
  const last = page.locator("[data-place]:focus");
  await expect(last).toBeVisible();
  const place = await last.getAttribute("data-place");
  await page.waitForTimeout(400); // the address is written when the page has come to rest
  const scrolled = await page.evaluate(() => window.scrollY);
  const month = new URL(page.url()).hash;
  await page.keyboard.press("Enter");
  await expect(page.getByRole("img", { name: "Photo" })).toBeVisible();
  await page.keyboard.press("Escape");

  await expect(page.locator(`[data-place="${place}"]`)).toBeFocused();
  expect(Math.abs((await page.evaluate(() => window.scrollY)) - scrolled)).toBeLessThan(12);
  expect(new URL(page.url()).hash).toBe(month);
});

test("looks closer by key, keeps the boxes in place, and tells which file it is", async ({ page, library }) => {
  const { items } = await library.get("/api/photos?limit=100");
  const photo = items.find(({ faces }: { faces: number }) => faces > 0);
  await page.goto(`/photos/${photo.id}`);
  const box = page.getByRole("button", { name: /^Face: / }).first();
  const before = await box.boundingBox();

  await page.keyboard.press("+");
  await expect.poll(async () => (await box.boundingBox())?.width).toBeCloseTo((before?.width ?? 0) * 1.5, 0);
  await page.keyboard.press("0");
  await expect.poll(async () => await box.boundingBox()).toEqual(before);

  await page.keyboard.press("i");
  const details = page.getByRole("complementary", { name: "About this photo" });
  await expect(details.getByText(photo.path.split("/").at(-1), { exact: true })).toBeVisible();
  await page.keyboard.press("i");
  await expect(details).toBeHidden();
});
