// Search: one line that understands people, the same as chips, saved searches, and a face that is shown.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, expectAccessible, shot, test } from "./library";

type Found = { id: number }[];

test.beforeEach(async ({ library }) => {
  const { items: people } = await library.get("/api/people");
  if (people.length > 0) return;
  const { items: groups } = await library.get("/api/groups?limit=2");
  for (const [at, name] of ["Ada Lind", "Ben"].entries()) {
    const { items } = await library.get(`/api/faces?group_id=${groups[at].id}&limit=500`);
    await library.name(
      (items as Found).map((face) => face.id),
      name,
    );
  }
});

test("completes names, shows the same search as chips, and keeps it in the address", async ({ page, library }) => {
  const photosOf = async (name: string) =>
    new Set(((await library.get(`/api/search/photos?limit=500&q=${name}`)).items as Found).map((photo) => photo.id));
  const [ada, ben] = [await photosOf("Ada"), await photosOf("Ben")];
  const both = [...ada].filter((id) => ben.has(id)).length;
  const either = new Set([...ada, ...ben]).size;
  await page.goto("/search");
  await expect(page.getByRole("link", { name: /Ada Lind and Ben together|Ben and Ada Lind together/ })).toBeVisible();
  await shot(page, "search-empty");

  const box = page.getByRole("combobox", { name: "Search photos" });
  await box.pressSequentially("ad");
  await expect(page.getByRole("option", { name: /Ada Lind/ })).toBeVisible();
  await box.press("Enter");
  await expect(box).toHaveValue('"Ada Lind" ');
  await box.pressSequentially("& ben");
  await box.press("Escape");

  const chips = page.getByRole("list", { name: "What is searched" });
  await expect(chips.getByRole("listitem")).toHaveCount(2);
  await expect(page.getByText(new RegExp(`^${both} photos?$`))).toBeVisible();
  await expectAccessible(page);
  await shot(page, "search-found");

  await page.getByText("Any of them").click();
  await expect(box).toHaveValue('"Ada Lind" | ben');
  await expect(page.getByText(new RegExp(`^${either} photos$`))).toBeVisible();
  await chips.getByRole("button", { name: "Take Ben out of the search" }).click();
  await expect(box).toHaveValue('"Ada Lind"');

  await page.goBack();
  await expect(box).toHaveValue('"Ada Lind" | ben');
  await page.locator("a[data-photo]").first().click();
  await expect(page).toHaveURL(/\/photos\/\d+\?q=/);
  const opened = page.url();
  await page.getByRole("button", { name: "Older photo" }).click();
  await expect(page).not.toHaveURL(opened);
  const next = Number(/photos\/(\d+)\?q=/.exec(page.url())?.[1]);
  expect(ada.has(next) || ben.has(next)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(box).toHaveValue('"Ada Lind" | ben');
  await page.reload();
  await expect(chips.getByRole("listitem")).toHaveCount(2);
});

test("says what it did not understand, builds a search, saves it and takes a deletion back", async ({ page }) => {
  await page.goto("/search?q=Bne");
  await page.getByRole("button", { name: "Ben", exact: true }).click();
  await expect(page.getByRole("combobox", { name: "Search photos" })).toHaveValue("Ben");

  await page.getByRole("button", { name: "Build" }).click();
  await page.getByLabel("At least").fill("2");
  await page.getByLabel("At least").blur();
  await expect(page.getByRole("combobox", { name: "Search photos" })).toHaveValue("Ben faces:2..");
  await expectAccessible(page);
  await shot(page, "search-builder");

  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("textbox", { name: "Name of this search" }).fill("Ben in company");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Saved as Ben in company" })).toBeVisible();

  await page.goto("/search");
  const saved = page.getByRole("list").filter({ has: page.getByRole("link", { name: /Ben in company/ }) });
  await page.getByRole("button", { name: "Delete Ben in company" }).click();
  await expect(saved).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: /Ben in company/ })).toBeVisible();
});

test("searches by a face that is shown, and keeps nothing of it", async ({ page, library }) => {
  const before = await library.get("/api/status");
  await page.goto("/search");
  await expect(page.getByRole("button", { name: "By a face" })).toBeVisible();
  const picture = readFileSync(join(library.album, "IMG_003.jpg")).toString("base64");
  await page.evaluate(async (bytes) => {
    const dataTransfer = new DataTransfer();
    const whole = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    dataTransfer.items.add(new File([whole], "dropped.jpg", { type: "image/jpeg" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, picture);

  await expect(page.getByRole("img", { name: "Your picture" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Faces most like it" })).toBeVisible();
  await page.getByRole("button", { name: "Face 2 of 2" }).click();
  await expect(page.getByRole("button", { name: "Face 2 of 2" })).toHaveAttribute("aria-pressed", "true");
  await expectAccessible(page);
  await shot(page, "search-face");

  const after = await library.get("/api/status");
  expect(after.photos.total).toBe(before.photos.total);
});
