// The review, from the first question to the last.
import { expect, expectAccessible, type Page, shot, test } from "./library";

const idsOf = (page: Page) =>
  page.locator("[data-face]").evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.face)));

test("takes faces out and back in, shows the whole photo, and takes back what was said", async ({ page, library }) => {
  await page.goto("/review");
  const faces = page.locator("[data-face]");
  await expect(faces.first()).toBeVisible();
  const asked = await idsOf(page);
  await expectAccessible(page);
  await shot(page, "review");

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(faces.first()).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.down("p");
  await expect(page.getByRole("img", { name: "The whole photo" })).toBeVisible();
  await page.waitForTimeout(350); // held, not pressed
  await page.keyboard.up("p");
  await expect(page.getByRole("img", { name: "The whole photo" })).toBeHidden();

  await page.keyboard.press("Shift+Z");
  await page.keyboard.type("oe");
  await page.keyboard.press("Enter");
  await expect.poll(() => idsOf(page)).not.toEqual(asked);
  await page.keyboard.press("k");
  await page.keyboard.press("u");
  await expect(page.getByText("Back to the question you skipped")).toBeVisible();
  await page.keyboard.press("u");
  await expect(page.getByText(`Undone: ${asked.length - 1} faces are Zoe`)).toBeVisible();

  expect(await idsOf(page)).toEqual(asked);
  await expect(faces.first()).toHaveAttribute("aria-pressed", "false");
  const { items } = await library.get("/api/people");
  expect(items).toEqual([]);
});

test("answers every question by keyboard, and says what was achieved", async ({ page }) => {
  test.slow(); // a dozen questions, on a machine that may have other work
  await page.goto("/review?session=99");
  const question = page.getByRole("heading", { level: 2 });
  const end = page.locator("[data-ended]");
  await expect(question.first()).toBeVisible();
  const badge = page.getByRole("link", { name: /Review/ }).locator("[aria-hidden]", { hasText: /\d/ });
  const main = page.getByRole("main");
  await expect(main.getByText(`${await badge.textContent()} questions`)).toBeVisible();
  await page.getByText("Everything").click();
  await expect(page).toHaveURL(/\/review$/);

  for (let asked = 0; asked < 60 && !(await end.isVisible()); asked += 1) {
    const words = (await question.first().textContent()) ?? "";
    const id = await page.locator("[data-question]").getAttribute("data-question");
    if (/^Who/.test(words)) {
      // A capital letter begins a name, wherever the focus is.
      await page.keyboard.press("Shift+N");
      await expect(page.getByRole("textbox", { name: "Type a name" })).toHaveValue("N");
      await page.keyboard.type(`obody ${asked}`);
      await page.keyboard.press("Enter");
    } else {
      await page.keyboard.press("Enter");
    }
    await expect(page.locator(`[data-question="${id}"]`)).toBeHidden();
    await expect(page.locator("[data-question]").or(end).first()).toBeVisible(); // the next one, or that was all
  }

  await expect(end).toBeVisible();
  await expect(page.getByText("Nothing left")).toBeVisible();
  await expect(page.getByText("faces you named")).toBeVisible();
  await shot(page, "review-end");
});
