// From the key to the next question's pictures, at the pace of somebody quick.
import { record, test } from "./big";
import { quantile } from "./figures";

const QUESTIONS = Number(process.env.KENFOLK_QUESTIONS ?? 40);
const LOOK = 700; // ms: nobody looks at 24 faces faster

test("Questions are answered by keyboard", async ({ page }) => {
  await page.addInitScript(watch);
  const began = performance.now();
  await page.goto("/review");
  await page.locator("[data-question]").first().waitFor();
  record({ name: "Review: until the first question", value: performance.now() - began, unit: "ms" });
  const times: number[] = [];
  for (let asked = 0; asked < QUESTIONS; asked += 1) {
    await page.waitForTimeout(LOOK);
    // Until its pictures are there it does not stand, and what comes after it could not be told from it.
    await page.waitForFunction(stands, null, { timeout: 60_000 });
    const before = await page.locator("[data-question]").first().getAttribute("data-question");
    const heading = (await page.getByRole("heading", { level: 2 }).first().textContent()) ?? "";
    // Every third is skipped; the others get the likeliest answer, so that something is learned meanwhile.
    await page.keyboard.press(asked % 3 === 2 ? "ArrowRight" : /^Who/.test(heading) ? "1" : "Enter");
    const isNext = (id: string | null) => (window as unknown as Seen).seen.shown !== id;
    const arrived = await page.waitForFunction(isNext, before, { timeout: 3000 }).catch(() => null);
    if (!arrived) {
      // Nobody to pick: it is skipped, and that key counts.
      await page.keyboard.press("ArrowRight");
      const came = await page.waitForFunction(isNext, before, { timeout: 20_000 }).catch(() => null);
      if (!came) break;
    }
    times.push(await page.evaluate(() => (window as unknown as Seen).seen.took));
  }
  record(
    { name: "Review: questions answered", value: times.length, unit: "" },
    { name: "Review: key to next question, median", value: quantile(times, 0.5), unit: "ms" },
    { name: "Review: key to next question, p95", value: quantile(times, 0.95), unit: "ms", most: 50 },
    { name: "Review: key to next question, slowest", value: Math.max(...times), unit: "ms" },
  );
});

/** In the page: the question that is shown was painted with all its pictures. */
function stands() {
  const id = document.querySelector("[data-question]")?.getAttribute("data-question");
  return Boolean(id) && (window as unknown as Seen).seen.shown === id;
}

type Seen = { seen: { shown: string | null; took: number } };

/** In the page: notes how long it took from the last key until another question was painted with its pictures. */
function watch() {
  const seen = { shown: null as string | null, took: 0 };
  Object.assign(window, { seen });
  let key = 0;
  let pending: string | null = null;
  window.addEventListener(
    "keydown",
    (event) => {
      key = event.timeStamp;
    },
    { capture: true },
  );
  const look = () => {
    const now = document.querySelector("[data-question]");
    const id = now?.getAttribute("data-question") ?? null;
    if (id && id !== seen.shown && id !== pending) pending = id;
    if (pending && id === pending) {
      const pictures = [...(now?.querySelectorAll("img") ?? [])].filter((img) => {
        const box = img.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight && box.width > 0;
      });
      if (pictures.every((img) => img.complete && img.naturalWidth > 0)) {
        const id = pending;
        pending = null;
        // After the frame that shows it.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          seen.took = performance.now() - key;
          seen.shown = id;
        };
        channel.port2.postMessage(null);
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
