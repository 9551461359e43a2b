// What the machine names by itself, and what it says of that.
import { expect, type Library, test } from "./library";

test("shows which names are the machine's, and how far they may be trusted", async ({ page, library }) => {
  const personId = await nameTwoOfMany(library, "Mia");
  await page.goto(`/people/${personId}?tab=faces`);

  const named = page.getByRole("button", { name: /of Mia, named automatically$/ });
  await expect(named.first()).toContainText(/Named automatically, [\d.]+\s?%; provisional, 0 of 299 checks made/);
  await page.getByRole("link", { name: "Insights" }).click();

  await expect(page.getByRole("region", { name: "Automatic names" })).toContainText("Provisional");
  await expect(page.getByRole("region", { name: "Your work" })).toContainText(
    /Too few names to tell|actions for 100 names/,
  );
  await expect(page.getByRole("region", { name: "Where your faces stand" })).toContainText("Named automatically");
  await expect(page.getByRole("link", { name: "Check some names" })).toHaveAttribute("href", "/review?purpose=audit");
  await expect(page.getByRole("region", { name: "What the matcher learned" })).toContainText("In use");
});

/** Names two faces of the largest group, so that the machine names the others. */
async function nameTwoOfMany(library: Library, name: string) {
  const { items } = await library.get("/api/groups");
  const group = items.reduce((a: { faces: number }, b: { faces: number }) => (b.faces > a.faces ? b : a));
  const faces = await library.get(`/api/faces?group_id=${group.id}`);
  const person = await library.name(
    faces.items.slice(0, 2).map((face: { id: number }) => face.id),
    name,
  );
  return person.id;
}
