// What is around every screen: languages, places, keys, settings, and the tour of newcomers.
import { expect, expectAccessible, type Page, shot, test } from "./library";

const SCREENS = ["/", "/photos", "/search", "/review", "/insights", "/activity", "/history", "/settings"];

test("The language is chosen, stays, and goes back to the browser's", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "Deutsch" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("link", { name: "Personen", exact: true })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");

  await page.getByRole("combobox", { name: "Sprache" }).click();
  await page.getByRole("option", { name: "Wie der Browser" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});

test("Longer words fit on a phone, on every screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  for (const path of SCREENS) {
    await page.goto(`${path}?lang=pseudo`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);

    expect(await findClipped(page), path).toEqual([]);
  }
});

/** What reaches out of the window, and words that are cut off without a sign. */
const findClipped = (page: Page) =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ["the page scrolls sideways"] : [];
    const cut = [...document.querySelectorAll<HTMLElement>("body *")].filter((element) => {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
      const isHidden = !element.checkVisibility() || clipPath !== "none" || element.closest("svg, [aria-hidden=true]");
      const hasWords = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      return (
        !isHidden &&
        hasWords &&
        overflowX === "hidden" &&
        textOverflow !== "ellipsis" &&
        element.scrollWidth > element.clientWidth + 1
      );
    });
    return [...wide, ...cut.map((element) => element.outerHTML.slice(0, 160))];
  });

test("Keys lead everywhere, and say which they are", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();

  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await expect(dialog).toContainText("Go to: Photos");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await expect(page).toHaveURL(/\/insights$/);

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search photos by people" })).toBeFocused();
  await page.keyboard.type("unnamed");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=unnamed$/);
});

test("On a phone, four places are at hand and the others one tap away", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto("/");

  await page.getByRole("button", { name: "More" }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "Settings" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});

test("Settings say what holds here, and about which packages Kenfolk stands on", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/settings#about");
  await page.getByText("Python packages and their licences").click();
  await expect(page.getByRole("list", { name: "Licences" })).toContainText("fastapi");
  await page.getByText("Packages in the web app and their licences").click();
  await expect(page.getByRole("list", { name: "Licences" }).last()).toContainText("react");
  await expect(page.getByText("KENFOLK_PROMISE")).toBeVisible();

  await page.getByRole("radiogroup", { name: "Colours" }).getByText("Dark").click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await expectAccessible(page);
  await page.getByRole("radiogroup", { name: "Colours" }).getByText("Light").click();
  await expectAccessible(page);
  await shot(page, "settings");
});

test("Newcomers get a tour, once", async ({ context }) => {
  const page = await context.newPage();
  await page.goto("/");
  const tour = page.getByRole("region", { name: "A short tour" });
  await expect(tour).toContainText("Your people");
  await expectAccessible(page);

  for (const title of ["Short questions", "Quick with keys", "Find anything"]) {
    await tour.getByRole("button", { name: "Next" }).click();
    await expect(tour).toContainText(title);
  }
  await tour.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
  await expect(tour).toBeHidden();

  await page.goto("/settings#help");
  await page.getByRole("button", { name: "Show the tour again" }).click();
  await expect(tour).toBeVisible();
});
