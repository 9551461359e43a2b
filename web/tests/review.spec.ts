// The review, from the first question to the last.
import { expect, test } from "./library";

test("answers every question by keyboard", async ({ page }) => {
  await page.goto("/review");
  const question = page.getByRole("heading", { level: 2 });
  const end = page.getByText(/That was all|Nothing to ask/);
  await expect(question.first()).toBeVisible();

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
});
