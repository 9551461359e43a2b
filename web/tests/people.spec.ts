// Giving names, taking them back, and who is shown.
import { expect, type Library, type Page, test } from "./library";

const toast = (page: Page, words: string | RegExp) => page.getByText(words).last();

async function nameFirstGroup(page: Page, name: string) {
  const field = page.getByRole("textbox", { name: /Name of this group/ }).first();
  await field.fill(name);
  await field.press("Enter");
  await expect(page.getByRole("link", { name: new RegExp(`^${name}, `) })).toBeVisible();
}

test("names a group in place, and everybody who looks alike", async ({ page }) => {
  await page.goto("/");
  const groups = page.getByRole("list", { name: "Groups without a name" });
  await expect(groups.getByRole("listitem").first()).toBeVisible();
  const before = await groups.getByRole("listitem").count();

  await nameFirstGroup(page, "Ada");

  await expect(toast(page, /Named \d+ faces Ada/)).toBeVisible();
  await expect(groups.getByRole("listitem")).toHaveCount(before - 1);
});

test("takes a name back with one click, and redoes and undoes it in the history", async ({ page }) => {
  await page.goto("/");
  await nameFirstGroup(page, "Mistake");
  await page.getByRole("button", { name: "Undo", exact: true }).last().click();
  await expect(page.getByRole("link", { name: /^Mistake, / })).toBeHidden();

  await page.goto("/history");
  await page.getByRole("button", { name: /^Redo: .*Mistake/ }).click();
  await expect(page.getByRole("button", { name: /^Undo: Named .* Mistake/ }).first()).toBeVisible();
  await page
    .getByRole("button", { name: /^Undo: .*Mistake/ })
    .first()
    .click();

  await page.goto("/");
  await expect(page.getByRole("textbox", { name: /Name of this group/ }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^Mistake, / })).toBeHidden();
});

test("confirms suggestions, save the ones that were clicked", async ({ page, library }) => {
  await nameTheOneWithTwins(library, "Zoe");
  await page.goto("/");
  await page.getByRole("link", { name: /to check for Zoe/ }).click();
  const faces = page.getByRole("list", { name: "Faces that may be Zoe" }).getByRole("button");
  await expect(faces.first()).toBeVisible();
  const suggested = await faces.count();

  await faces.first().click();
  await expect(page.getByRole("button", { name: `Confirm ${suggested - 1}` })).toBeVisible();
  await page.keyboard.press("Enter");

  await expect(toast(page, "Confirmed")).toBeVisible();
  await expect(page.getByText("Nothing to confirm")).toBeVisible();
});

test("hides a person, and finds her among the hidden", async ({ page, library }) => {
  const { items } = await library.get("/api/groups");
  await library.name([items[0].sample[0].face_id], "Vera");
  await page.goto("/");
  await page.getByRole("button", { name: "What to do with Vera" }).click();

  await page.getByRole("menuitem", { name: "Hide" }).click();

  await expect(page.getByRole("link", { name: /^Vera, / })).toBeHidden();
  await page.getByRole("link", { name: "Hidden" }).click();
  await expect(page.getByRole("link", { name: /^Vera, / })).toBeVisible();
});

/** Names the person who has look-alikes, so that there is something to suggest. */
async function nameTheOneWithTwins(library: Library, name: string) {
  const photos = await library.get("/api/photos?limit=100");
  const first = photos.items.find((photo: { path: string }) => photo.path === "IMG_006.jpg");
  const { faces_list } = await library.get(`/api/photos/${first.id}`);
  const group = await library.get(`/api/faces?group_id=${faces_list[0].group_id}`);
  await library.name(
    group.items.map((face: { id: number }) => face.id),
    name,
  );
}
