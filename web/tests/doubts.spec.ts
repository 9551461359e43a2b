// Names that look wrong, and people who look like two.
import { expect, expectAccessible, type Library, shot, test } from "./library";

test("shows a name that looks wrong beside both people, and asks no more once it was answered", async ({
  page,
  library,
}) => {
  const [mine, other] = await facesOfTwoGroups(library);
  await library.name([...mine.slice(0, -1), other.at(-1) as number], "Wanda");
  await library.name([...other.slice(0, -1)], "Xaver");
  await page.goto("/");
  await page.getByRole("link", { name: /possible mistake/ }).click();
  const one = page.getByRole("article", { name: "Is this Wanda or Xaver?" });
  await expect(one).toBeVisible();
  await expectAccessible(page);
  await shot(page, "mistakes");

  await one.getByRole("button", { name: "It is Xaver" }).click();

  await expect(one).toBeHidden();
  await page.keyboard.press("u");
  await expect(one).toBeVisible();
  await one.getByRole("button", { name: "It is Wanda" }).click();
  await expect(one).toBeHidden();
  await page.reload();
  await expect(page.getByText("No name looks wrong")).toBeVisible();
});

test("splits a person who is two, after a look at both sides", async ({ page, library }) => {
  const [mine, other] = await facesOfTwoGroups(library);
  await library.name([...mine, ...other], "Yannis");
  await page.goto("/people/mixed");
  const one = page.getByRole("article", { name: "Yannis" });
  await expect(one).toBeVisible();
  await expectAccessible(page);
  await shot(page, "mixed");

  await one.getByRole("button", { name: /They are two/ }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Who are the faces that leave?" }).fill("Yvonne");
  await page.keyboard.press("Enter");

  await expect(one).toBeHidden();
  await page.goto("/?q=Yvonne");
  await expect(page.getByRole("link", { name: /^Yvonne, / })).toBeVisible();
});

/** All faces of the two biggest groups. */
async function facesOfTwoGroups(library: Library): Promise<[number[], number[]]> {
  const { items } = await library.get("/api/groups");
  const ids = [];
  for (const group of items.slice(0, 2)) {
    const faces = await library.get(`/api/faces?group_id=${group.id}&limit=500`);
    ids.push(faces.items.map((face: { id: number }) => face.id));
  }
  return ids as [number[], number[]];
}
