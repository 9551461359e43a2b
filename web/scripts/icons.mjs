// Draws the icons that phones want as PNG from public/icon.svg, in Chromium: `npm run icons` after the drawing changed.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const svg = readFileSync(here("../public/icon.svg"), "utf8");
/** The ground of the drawing, for icons that whoever shows them cuts into a shape. */
const ground = /<rect [^>]*fill="([^"]+)"/.exec(svg)?.[1];
if (!ground) throw new Error("The drawing has no ground to take the colour from.");

const ICONS = [
  { name: "icon-192", size: 192 },
  { name: "icon-512", size: 512 },
  // A circle of four fifths is all that is sure to be seen: the drawing shrinks, its ground fills the square.
  { name: "icon-maskable-512", size: 512, fill: 0.8 },
  { name: "apple-touch-icon", size: 180, fill: 0.94 },
];

const browser = await chromium.launch({
  executablePath: process.env.KENFOLK_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const { name, size, fill } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>
    body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${fill ? ground : "transparent"} }
    svg { display: block; width: ${(fill ?? 1) * 100}vw }
  </style>${svg}`);
  await page.screenshot({ path: here(`../public/${name}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
