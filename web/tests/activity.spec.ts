// What comes in, and what could not be read.
import { expect, test } from "./library";

test("uploads a photo, and says so when it is there already", async ({ page, library }) => {
  await page.goto("/activity");
  for (const words of ["1 added", "1 added · 1 already here"]) {
    await page.getByRole("button", { name: "Add photos" }).first().click();
    await page.getByLabel("Files to upload").setInputFiles(`${library.extra}/extra.jpg`);
    await expect(page.getByRole("region", { name: "Uploads" }).getByText(words)).toBeVisible();
  }
});

test("shows a file that could not be read, with its reason", async ({ page }) => {
  await page.goto("/activity");

  const problem = page
    .getByRole("region", { name: "Problems" })
    .getByRole("article", { name: "Damaged or incomplete" });

  await problem.getByRole("link", { name: /broken\.jpg/ }).click();
  await expect(page.getByRole("alert")).toContainText(/damaged|incomplete|truncated/);
});
