// The installed app: what its service worker keeps, and what it never keeps.
import { expect, type Page, test } from "./library";

test.use({ serviceWorkers: "allow" });

/** Opens the photos, waits for the worker, and looks at them once more through it. */
async function openWithWorker(page: Page) {
  await page.goto("/photos");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect(page.getByRole("link", { name: /^Photo of / }).first()).toBeVisible();
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toMatch(/\/sw\.js$/);
}

const kept = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
    }
    return found;
  });

test("Without the network the app opens and says that the server is away", async ({ page, context }) => {
  await openWithWorker(page);

  await context.setOffline(true);
  await page.reload();

  await expect(page.getByRole("heading", { level: 1, name: "Photos" })).toBeVisible();
  await expect(page.getByText("Kenfolk does not answer.")).toBeVisible();
  await context.setOffline(false);
});

test("The browser keeps the app's code, and no photo, face or answer", async ({ page }) => {
  await openWithWorker(page);
  await page
    .getByRole("link", { name: /^Photo of .* face/ })
    .first()
    .click();
  await expect(page.getByRole("button", { name: /^Face: / }).first()).toBeVisible();

  const addresses = await kept(page);

  expect(addresses).toContain("/index.html");
  expect(addresses.filter((path) => !/^\/(index\.html|icon\.svg|assets\/[\w.-]+\.(js|css|woff2))$/.test(path))).toEqual(
    [],
  );
});
