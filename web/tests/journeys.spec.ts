// What people do with Kenfolk, from the first name to the last question, against a real server.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page, test } from "@playwright/test";
import { untilIdle } from "./library";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// biome-ignore lint/correctness/noEmptyPattern: Playwright wants the braces
test.use({ baseURL: async ({}, use) => use(process.env.KENFOLK_URL) });

test.beforeEach(async ({ page }) => {
  page.on("pageerror", (error) => {
    throw error;
  });
});

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

test("takes a name back with one click", async ({ page }) => {
  await page.goto("/");
  await nameFirstGroup(page, "Mistake");

  await page.getByRole("button", { name: "Undo", exact: true }).last().click();

  await expect(page.getByRole("link", { name: /^Mistake, / })).toBeHidden();
});

test("keeps what was said in the history, where it is undone and redone", async ({ page }) => {
  await page.goto("/history");
  const redo = page.getByRole("button", { name: /^Redo: .*Mistake/ });

  await redo.click();
  await expect(page.getByRole("button", { name: /^Undo: Named .* Mistake/ }).first()).toBeVisible();
  await page
    .getByRole("button", { name: /^Undo: .*Mistake/ })
    .first()
    .click();

  await page.goto("/");
  await expect(page.getByRole("link", { name: /^Ada, / })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Mistake, / })).toBeHidden();
});

test("confirms suggestions, save the ones that were clicked", async ({ page, request }) => {
  await nameTheOneWithTwins(request);
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

test("draws a box that was missed, and names it", async ({ page }) => {
  await page.goto("/photos");
  await page
    .getByRole("link", { name: /^Photo of .* face/ })
    .first()
    .click();
  await expect(page.getByRole("button", { name: /^Face: / }).first()).toBeVisible();
  const before = await page.getByRole("button", { name: /^Face: / }).count();

  await page.keyboard.press("d");
  const place = await page.getByRole("img", { name: "Draw a box around the face" }).boundingBox();
  if (!place) throw new Error("There is nothing to draw on.");
  await page.mouse.move(place.x + place.width * 0.82, place.y + 30);
  await page.mouse.down();
  await page.mouse.move(place.x + place.width * 0.94, place.y + 150, { steps: 6 });
  await page.mouse.up();
  await page.getByRole("textbox", { name: "Who is this?" }).fill("Drawn Person");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("button", { name: "Face: Drawn Person" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Face: / })).toHaveCount(before + 1);
});

test("moves a box, and deletes one", async ({ page }) => {
  await page.goto("/photos");
  await page
    .getByRole("link", { name: /^Photo of .* face/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Face: Drawn Person" }).click();

  await page.getByRole("button", { name: "Move the box" }).click();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(toast(page, /box/i)).toBeVisible();
  await page.getByRole("button", { name: "Face: Drawn Person" }).click();
  await page.getByRole("button", { name: "Not a face" }).click();

  await expect(page.getByRole("button", { name: "Face: Drawn Person" })).toBeHidden();
});

test("shows which names are the machine's, and how far they may be trusted", async ({ page, request }) => {
  const personId = await nameTwoOfMany(request, "Mia");
  await page.goto(`/people/${personId}?tab=faces`);

  const named = page.getByRole("button", { name: /of Mia, named automatically$/ });
  await expect(named.first()).toContainText(/Named automatically, [\d.]+\s%; provisional, 0 of 299 checks made/);
  await page.getByRole("link", { name: "Insights" }).click();

  await expect(page.getByRole("region", { name: "Automatic names" })).toContainText("Provisional");
  await expect(page.getByRole("region", { name: "Your work" })).toContainText("actions for 100 names");
  await expect(page.getByRole("region", { name: "What the matcher learned" })).toContainText("In use");
});

test("hides a person, and finds her among the hidden", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "What to do with Ada" }).click();

  await page.getByRole("menuitem", { name: "Hide" }).click();

  await expect(page.getByRole("link", { name: /^Ada, / })).toBeHidden();
  await page.getByRole("link", { name: "Hidden" }).click();
  await expect(page.getByRole("link", { name: /^Ada, / })).toBeVisible();
});

test("uploads a photo, and says so when it is there already", async ({ page }) => {
  const extra = `${process.env.KENFOLK_EXTRA}/extra.jpg`;
  await page.goto("/activity");
  for (const words of ["1 added", "1 added · 1 already here"]) {
    await page.getByRole("button", { name: "Add photos" }).first().click();
    await page.getByLabel("Files to upload").setInputFiles(extra);
    await expect(page.getByRole("region", { name: "Uploads" }).getByText(words)).toBeVisible();
  }
});

test("shows a file that could not be read, with its reason", async ({ page }) => {
  await page.goto("/activity");

  const line = page.getByRole("region", { name: "Problems" }).getByRole("listitem").filter({ hasText: "broken.jpg" });

  await expect(line).toContainText(/damaged|incomplete|truncated/);
  await line.getByRole("link").click();
  await expect(page.getByRole("alert")).toContainText(/damaged|incomplete|truncated/);
});

for (const [title, path] of [
  ["People", "/"],
  ["Photos", "/photos"],
  ["Review", "/review"],
  ["Insights", "/insights"],
  ["Activity", "/activity"],
  ["History", "/history"],
]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${title} has nothing serious against it in ${colorScheme} colours`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(path as string);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);

      expect(await seriousProblems(page)).toEqual([]);
    });
  }
}

test("answers every question by keyboard", async ({ page }) => {
  await untilIdle(process.env.KENFOLK_URL ?? "");
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

/** Names the person who has look-alikes, so that there is something to suggest. */
async function nameTheOneWithTwins(request: import("@playwright/test").APIRequestContext) {
  const photos = await (await request.get("/api/photos?limit=100")).json();
  const first = photos.items.find((photo: { path: string }) => photo.path === "IMG_006.jpg");
  const { faces_list } = await (await request.get(`/api/photos/${first.id}`)).json();
  const group = await (await request.get(`/api/faces?group_id=${faces_list[0].group_id}`)).json();
  const face_ids = group.items.map((face: { id: number }) => face.id);
  const headers = { Origin: process.env.KENFOLK_URL ?? "" };
  const said = await request.post("/api/decisions", { data: { kind: "name", face_ids, name: "Zoe" }, headers });
  expect(said.status()).toBe(201);
  await untilIdle(process.env.KENFOLK_URL ?? "");
}

/** Names two faces of the largest group, so that the machine names the others. */
async function nameTwoOfMany(request: import("@playwright/test").APIRequestContext, name: string) {
  const { items } = await (await request.get("/api/groups")).json();
  const group = items.reduce((a: { faces: number }, b: { faces: number }) => (b.faces > a.faces ? b : a));
  const faces = await (await request.get(`/api/faces?group_id=${group.id}`)).json();
  const face_ids = faces.items.slice(0, 2).map((face: { id: number }) => face.id);
  const headers = { Origin: process.env.KENFOLK_URL ?? "" };
  const said = await request.post("/api/decisions", { data: { kind: "name", face_ids, name }, headers });
  await untilIdle(process.env.KENFOLK_URL ?? "");
  return (await said.json()).person.id;
}

async function seriousProblems(page: Page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    // @ts-expect-error: axe was just put there
    const { violations } = await window.axe.run({ resultTypes: ["violations"] });
    return violations
      .filter((one: { impact: string }) => one.impact === "serious" || one.impact === "critical")
      .map((one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0]?.html.slice(0, 200)}`);
  });
}
