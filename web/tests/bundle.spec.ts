// The first screen stays light: what it asks for until its pictures are there, packed as it travels. What may be wanted next is
// fetched seconds later (main.tsx).
import { gzipSync } from "node:zlib";
import type { Response } from "@playwright/test";
import { expect, test } from "./library";

for (const path of ["/", "/photos"]) {
  test(`${path} needs at most 250 kB of code`, async ({ page }) => {
    const code: Response[] = [];
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      const isCode = /\.(js|css)$/.test(pathname) || (!pathname.includes(".") && !pathname.startsWith("/api/"));
      if (isCode) code.push(response);
    });

    await page.goto(path);
    await expect(page.locator("main a:has(img), main button:has(img)").first()).toBeVisible();

    const sizes = await Promise.all(code.map(async (response) => gzipSync(await response.body()).length));
    expect(sizes.length).toBeGreaterThan(3);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    test.info().annotations.push({ type: "bytes", description: String(all) });
    expect(all).toBeLessThanOrEqual(250_000);
  });
}
