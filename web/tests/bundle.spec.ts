// The first screen stays light: what it asks for before anything is clicked, packed as it travels. The aim is 250 kB.
import { gzipSync } from "node:zlib";
import { expect, test } from "./library";

for (const path of ["/", "/photos"]) {
  test(`${path} needs at most 300 kB of code`, async ({ page }) => {
    const bodies: Promise<number>[] = [];
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      const isCode = /\.(js|css)$/.test(pathname) || (!pathname.includes(".") && !pathname.startsWith("/api/"));
      if (isCode) bodies.push(response.body().then((body) => gzipSync(body).length));
    });

    await page.goto(path);
    await expect(page.locator("main a:has(img), main button:has(img)").first()).toBeVisible();

    const sizes = await Promise.all(bodies);
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes.reduce((all, size) => all + size, 0)).toBeLessThanOrEqual(300_000);
  });
}
