// What the flows cost that others need more for: every click, key, drag and typed name is one action of a hand that counts.
import type { Locator } from "@playwright/test";
import { expect, type Library, type Page, test } from "./library";

class Hand {
  actions = 0;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async click(on: Locator) {
    this.actions += 1;
    await on.click();
  }

  async press(key: string) {
    this.actions += 1;
    await this.#page.keyboard.press(key);
  }

  /** Types a name, whatever its length. */
  async type(name: string) {
    this.actions += 1;
    await this.#page.keyboard.type(name);
  }

  async drag(from: [number, number], to: [number, number]) {
    this.actions += 1;
    await this.#page.mouse.move(...from);
    await this.#page.mouse.down();
    await this.#page.mouse.move(from[0] + 20, from[1] + 10, { steps: 3 });
    await this.#page.mouse.move(...to, { steps: 5 });
    await this.#page.mouse.up();
  }
}

test("a group gets its name with three actions", async ({ page }) => {
  const hand = new Hand(page);
  await page.goto("/");
  const field = page.getByRole("textbox", { name: /Name of this group/ }).first();
  await expect(field).toBeVisible();

  await hand.click(field);
  await hand.type("Ada");
  await hand.press("Enter");

  await expect(page.getByRole("link", { name: /^Ada, / })).toBeVisible();
  expect(hand.actions).toBe(3);
});

test("two who are one person are merged with two actions, and parted with one", async ({ page, library }) => {
  await nameGroups(library, ["Drag", "Drop"]);
  const hand = new Hand(page);
  await page.goto("/?q=Dr");
  const [drag, drop] = ["Drag", "Drop"].map((name) => page.getByRole("link", { name: new RegExp(`^${name}, `) }));
  await hand.drag(await centre(drag as Locator), await centre(drop as Locator));
  await hand.click(page.getByRole("dialog").getByRole("button", { name: "Merge Drag into Drop" }));
  await expect(drag as Locator).toBeHidden();
  expect(hand.actions).toBe(2);

  await hand.press("u");

  await expect(drag as Locator).toBeVisible();
  expect(hand.actions).toBe(3);
});

test("a wrong name is put right with one action where Kenfolk saw it, with four where a person did", async ({
  page,
  library,
}) => {
  const { wanda, xaver } = await mixUp(library);
  const hand = new Hand(page);
  await page.goto("/people/mistakes");
  const one = page.getByRole("article", { name: "Is this Wanda or Xaver?" });
  await expect(one).toBeVisible();
  await hand.press("2");
  await expect(one).toBeHidden();
  expect(hand.actions).toBe(1);

  await page.goto(`/people/${wanda}?tab=faces`);
  await hand.click(page.getByRole("button", { name: "Face 1 of Wanda" }));
  await hand.click(page.getByRole("button", { name: "Somebody else" }));
  await hand.type("Xaver");
  await hand.press("Enter");
  await expect(page.getByText(/Named 1 face Xaver/).last()).toBeVisible();
  expect(hand.actions).toBe(1 + 4);
  expect(xaver).not.toBe(wanda);
});

test("a face that was not found gets a box and a name with four actions", async ({ page }) => {
  const hand = new Hand(page);
  await page.goto("/photos");
  const photo = page.getByRole("link", { name: /^Photo of .* face/ }).first();
  await photo.click();
  await expect(page.getByRole("button", { name: /^Face: / }).first()).toBeVisible();

  await hand.press("d");
  const place = await page.getByRole("application", { name: /^Draw a box around the face/ }).boundingBox();
  if (!place) throw new Error("There is nothing to draw on.");
  const from: [number, number] = [place.x + place.width * 0.82, place.y + 30];
  await hand.drag(from, [from[0] + 110, from[1] + 120]);
  await expect(page.getByRole("textbox", { name: "Who is this?" })).toBeFocused();
  await hand.type("Drawn Person");
  await hand.press("Enter");

  await expect(page.getByRole("button", { name: "Face: Drawn Person" })).toBeVisible();
  expect(hand.actions).toBe(4);
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

/** Names two groups, and gives one face of the second the name of the first. */
async function mixUp(library: Library) {
  const { items } = await library.get("/api/groups");
  const [mine, other] = await Promise.all(
    items.slice(0, 2).map(async (group: { id: number }) => {
      const faces = await library.get(`/api/faces?group_id=${group.id}&limit=500`);
      return faces.items.map((face: { id: number }) => face.id) as number[];
    }),
  );
  const wanda = await library.name([...mine.slice(0, -1), other.at(-1)], "Wanda");
  const xaver = await library.name([...other.slice(0, -1)], "Xaver");
  return { wanda: wanda.id, xaver: xaver.id };
}
