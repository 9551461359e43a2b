// A person's page, and the history in which what was said about them can be taken back.
import { expect, expectAccessible, shot, test } from "./library";

test("gives a person another cover, shows them over the years, and takes a stretch back", async ({ page, library }) => {
  const { items: groups } = await library.get("/api/groups?limit=1");
  const { items: faces } = await library.get(`/api/faces?group_id=${groups[0].id}&limit=500`);
  const { id } = await library.name(
    faces.map((face: { id: number }) => face.id),
    "Zita",
  );
  await page.goto(`/people/${id}`);
  await page.getByRole("button", { name: "Choose the cover of Zita" }).click();
  const dialog = page.getByRole("dialog", { name: "Which face stands for Zita?" });
  await dialog
    .getByRole("button", { name: /^Face \d+ as cover$/ })
    .first()
    .click();
  await expect(page.getByText("Chose a cover for Zita").last()).toBeVisible();
  await expect(dialog).toBeHidden();

  await page.getByRole("tab", { name: "Over the years" }).click();
  await expect(page).toHaveURL(/tab=ages/);
  await expect(
    page
      .getByRole("list", { name: "Zita over the years" })
      .getByRole("link", { name: /^Photo of Zita/ })
      .first(),
  ).toBeVisible();
  await expectAccessible(page);
  await shot(page, "person-ages");

  await page.goto(`/history?person=${id}`);
  await page.getByRole("combobox", { name: "What was said" }).selectOption("About people");
  await page.getByLabel("From").fill("2020-01-01T00:00");
  await expect(page.getByText("1 decision of this still holds.")).toBeVisible();
  await expectAccessible(page);
  await shot(page, "history-stretch");

  await page.getByRole("button", { name: "Undo it" }).click();
  await expect(page.getByText("1 decision undone")).toBeVisible();
  await expect(page.getByText("Nothing of this still holds.")).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("1 decision of this still holds.")).toBeVisible();
});
