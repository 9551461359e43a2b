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
  const place = await page.getByRole("application", { name: "Draw a box around the face" }).boundingBox();
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

test("shows one photo after the other, until it is stopped", async ({ page, library }) => {
  await page.clock.install();
  const { items } = await library.get("/api/photos?limit=3");
  await page.goto(`/photos/${items[0].id}`);
  await expect(page.getByRole("button", { name: "Older photo" })).toBeEnabled();

  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Stop the slideshow" })).toBeVisible();
  await page.clock.fastForward(5200);
  await expect(page).not.toHaveURL(`/photos/${items[0].id}`);
  await page.keyboard.press("Escape");

  await expect(page.getByRole("button", { name: "Stop the slideshow" })).toBeHidden();
  const here = page.url();
  await page.clock.fastForward(20_000);
  expect(page.url()).toBe(here);
});

test("draws, resizes, names and takes away a box by key alone, and undoes it", async ({ page, library }) => {
  const { items } = await library.get("/api/photos?limit=100");
  const photo = items.find(({ faces }: { faces: number }) => faces === 1);
  await page.goto(`/photos/${photo.id}`);
  await expect(page.getByRole("button", { name: /^Face: / })).toHaveCount(1);

  await page.keyboard.press("d");
  await expect(page.getByRole("application")).toBeFocused();
  for (let times = 0; times < 5; times += 1) await page.keyboard.press("Shift+ArrowRight");
  for (let times = 0; times < 60; times += 1) await page.keyboard.press("ArrowDown");
  for (let times = 0; times < 60; times += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Who is this?" }).fill("Keyed Person");
  await page.keyboard.press("Enter");
  const drawn = page.getByRole("button", { name: "Face: Keyed Person" });
  await expect(drawn).toBeFocused();

  const before = await drawn.boundingBox();
  await page.keyboard.press("m");
  await expect(page.getByRole("application")).toBeFocused();
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Enter");
  await expect(drawn).toBeFocused();
  await expect.poll(async () => (await drawn.boundingBox())?.height).toBeLessThan((before?.height ?? 0) - 1);

  await page.keyboard.press("Delete");
  await expect(drawn).toBeHidden();
  await expect(page.getByRole("button", { name: /^Face: / })).toBeFocused();
  await page.keyboard.press("u");
  await expect(drawn).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });

  test("turns the photo by a swipe, comes near with two fingers, and keeps the photo above its details", async ({
    page,
    library,
  }) => {
    const { items } = await library.get("/api/photos?limit=3");
    await page.goto(`/photos/${items[0].id}`);
    await expect(page.getByRole("button", { name: "Older photo" })).toBeEnabled();
    const fingers = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...points: [number, number][]) =>
      fingers.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });

    await touch("touchStart", [320, 400]);
    for (const x of [260, 200, 120]) await touch("touchMove", [x, 402]);
    await touch("touchEnd");
    await expect(page).not.toHaveURL(`/photos/${items[0].id}`);

    const photo = page.getByRole("img", { name: /^Photo/ });
    await expect(photo).toBeVisible();
    const here = page.url();
    const before = await photo.boundingBox();
    await touch("touchStart", [165, 390]);
    await touch("touchStart", [165, 390], [225, 390]);
    for (const by of [10, 30, 50]) await touch("touchMove", [165 - by, 390], [225 + by, 390]);
    await touch("touchEnd");
    await expect.poll(async () => (await photo.boundingBox())?.width).toBeGreaterThan((before?.width ?? 0) * 2);
    expect(page.url()).toBe(here);
    await page.keyboard.press("0");

    await page.getByRole("button", { name: "About this photo" }).tap();
    const details = await page.getByRole("complementary", { name: "About this photo" }).boundingBox();
    const left = await photo.boundingBox();
    expect((left?.y ?? 0) + (left?.height ?? 0)).toBeLessThanOrEqual(details?.y ?? 0);
    await page.getByRole("button", { name: "Close the details" }).tap();
    await expect(page.getByRole("complementary")).toBeHidden();
  });
});
