// Giving names, taking them back, and who is shown.
import type { Locator } from "@playwright/test";
import { expect, expectAccessible, type Library, type Page, test } from "./library";

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
  // Others may be suggested by now: more of her is known.
  await expect(page.getByRole("button", { name: `Confirm ${suggested - 1}` })).toBeHidden();
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

test("merges by drag and drop after a look at both, and takes it back", async ({ page, library }) => {
  await nameGroups(library, ["Drag", "Drop"]);
  await page.goto("/?sort=name");
  const [drag, drop] = ["Drag", "Drop"].map((name) => page.getByRole("link", { name: new RegExp(`^${name}, `) }));
  const [from, to] = [await centre(drag as Locator), await centre(drop as Locator)];

  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(from[0] + 20, from[1] + 10, { steps: 3 });
  await page.mouse.move(...to, { steps: 5 });
  await page.mouse.up();
  const dialog = page.getByRole("dialog", { name: "Are they one person?" });
  await expect(dialog.getByRole("radio", { checked: true })).toHaveAccessibleName(/Drop/);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Merge Drag into Drop" }).click();

  await expect(toast(page, "Merged Drag into Drop")).toBeVisible();
  await expect(drag as Locator).toBeHidden();
  await page.getByRole("button", { name: "Undo", exact: true }).last().click();
  await expect(drag as Locator).toBeVisible();
});

test("finds its way by keyboard: letters jump, arrows move, Space picks, m merges, u undoes", async ({
  page,
  library,
}) => {
  await nameGroups(library, ["Qa", "Qb"]);
  await page.goto("/?sort=name");
  await page.getByRole("list", { name: "People with a name" }).getByRole("link").first().focus();

  await page.keyboard.press("q");
  await expect(page.getByRole("link", { name: /^Qa, / })).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await page.keyboard.press("m");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Merge Q. into Q./ })
    .click();
  await expect(page.getByRole("link", { name: /^Q[ab], / })).toHaveCount(1);
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("u");

  await expect(page.getByRole("link", { name: /^Q[ab], / })).toHaveCount(2);
});

test("picks whom a rectangle touches", async ({ page }) => {
  await page.goto("/?q=Q"); // both whom the test before named
  const [qa, qb] = [page.getByRole("link", { name: /^Qa, / }), page.getByRole("link", { name: /^Qb, / })];
  await expect(qa).toBeVisible();
  const [a, b] = [await qa.boundingBox(), await qb.boundingBox()];
  if (!a || !b) throw new Error("There is nobody to pick.");

  await page.mouse.move(Math.min(a.x, b.x) - 12, a.y + 20);
  await page.mouse.down();
  await page.mouse.move(Math.max(a.x, b.x) + 40, a.y + 60, { steps: 6 });
  await page.mouse.up();

  await expect(page.getByRole("toolbar").getByText("2 people")).toBeVisible();
});

async function centre(tile: Locator): Promise<[number, number]> {
  await tile.scrollIntoViewIfNeeded();
  const box = await tile.boundingBox();
  if (!box) throw new Error("There is nothing to take.");
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Names one face of a group each. */
async function nameGroups(library: Library, names: string[]) {
  const { items } = await library.get("/api/groups");
  for (const [at, name] of names.entries()) await library.name([items[at].sample[0].face_id], name);
}

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
