// How many actions does it take in the browser to name everybody of a small album?
//
//     node web/bench/flowClicks.mjs --url http://127.0.0.1:8000 --truth album.truth.json
//
// A server with the album, none of it named yet, has to run at --url. `--truth` says who is where:
// {"photos": {"path": {"faces": [{"name", "stranger", "box": [left, top, right, bottom]}]}}}. Somebody who knows everybody
// sits at a real Chromium and sees only what the Review screen shows. An action is a click, a key, or a name that was
// typed, however long; so a new name is two, the name and Enter. The program ends when nothing is left to ask, and says
// what it took and how right the names are. It also takes the time from each answer to the faces of the next question.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";

const { values } = parseArgs({ options: { url: { type: "string" }, truth: { type: "string" } } });
const { url, truth } = { url: values.url ?? "", truth: JSON.parse(readFileSync(values.truth ?? "", "utf8")) };

async function readAll(path) {
  const items = [];
  for (let cursor = ""; cursor !== null; ) {
    const page = await (await fetch(`${url}${path}?limit=500${cursor && `&cursor=${cursor}`}`)).json();
    items.push(...page.items);
    cursor = page.next_cursor;
  }
  return items;
}

function overlap(a, b) {
  const [width, height] = [0, 1].map((i) => Math.min(a[i + 2], b[i + 2]) - Math.max(a[i], b[i]));
  if (width <= 0 || height <= 0) return 0;
  const [one, other] = [a, b].map((box) => (box[2] - box[0]) * (box[3] - box[1]));
  return (width * height) / (one + other - width * height);
}

/** The name of each face; null for strangers and what is in no truth. */
async function learnTruth() {
  const paths = new Map((await readAll("/api/photos")).map((photo) => [photo.id, photo.path]));
  const who = new Map();
  for (const face of await readAll("/api/faces")) {
    const known = truth.photos[paths.get(face.photo_id)]?.faces ?? [];
    const best = known.toSorted((a, b) => overlap(b.box, face.box) - overlap(a.box, face.box))[0];
    who.set(face.id, best && !best.stranger && overlap(best.box, face.box) >= 0.3 ? best.name : null);
  }
  return who;
}

const who = await learnTruth();
const browser = await chromium.launch({
  executablePath: process.env.KENFOLK_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const did = { clicks: 0, keys: 0, names: 0 };
const waits = [];

/** Press the key that answers, and wait for what comes next. */
async function commit(key, before) {
  did.keys += 1;
  await page.evaluate(watchForNext, before);
  await page.keyboard.press(key);
  waits.push(await page.evaluate(() => window.nextShown));
}

/** In the page: promise the time from the next key to the frame with other faces, all of their pictures there. */
function watchForNext(before) {
  window.nextShown = new Promise((done) => {
    const begin = () => {
      const began = performance.now();
      const look = () => {
        const first = document.querySelector("[data-face]")?.getAttribute("data-face");
        const there = [...document.querySelectorAll("[data-face] img")].every((img) => img.complete);
        const ended = !first && document.querySelector("h2");
        if ((first && first !== before && there) || ended) {
          requestAnimationFrame(() => done(performance.now() - began));
        } else requestAnimationFrame(look);
      };
      look();
    };
    window.addEventListener("keydown", begin, { once: true, capture: true });
  });
}

const known = new Set();
let questions = 0;
await page.goto(`${url}/review`);
for (;;) {
  await page.locator("[data-face], [data-ended]").first().waitFor();
  const ids = await page.locator("[data-face]").evaluateAll((all) => all.map((one) => Number(one.dataset.face)));
  if (ids.length === 0) break;
  questions += 1;
  const asked = await page.locator("[data-asked-name]").first().getAttribute("data-asked-name");
  const count = (one) => ids.filter((id) => who.get(id) === one).length;
  const name = asked || ids.map((id) => who.get(id)).toSorted((a, b) => count(b) - count(a))[0];
  const wrong = ids.filter((id) => who.get(id) !== name);
  if (asked && wrong.length === ids.length) {
    await commit("n", String(ids[0]));
    continue;
  }
  for (const id of wrong) {
    await page.locator(`[data-face="${id}"]`).click();
    did.clicks += 1;
  }
  if (wrong.length > 0) await page.mouse.move(2, 2);
  if (asked) await commit("Enter", String(ids[0]));
  else if (name === null) await commit("s", String(ids[0]));
  else {
    const offered = await page
      .locator("[data-candidate]")
      .evaluateAll((all) => all.map((one) => one.dataset.candidate));
    const at = offered.indexOf(name);
    if (at >= 0) await commit(String(at + 1), String(ids[0]));
    else {
      await page.keyboard.press(name[0]); // a capital letter begins a name
      await page.keyboard.insertText(name.slice(1));
      did.names += 1;
      if (known.has(name)) await page.getByRole("option").first().waitFor();
      await commit("Enter", String(ids[0]));
    }
    known.add(name);
  }
}
await page.waitForTimeout(1500); // the last answer is on its way
await browser.close();

const tagged = (await readAll("/api/faces")).filter((face) => face.tag);
const right = tagged.filter((face) => face.tag.name === who.get(face.id)).length;
const wanted = [...who.values()].filter(Boolean).length;
const actions = did.clicks + did.keys + did.names;
waits.sort((a, b) => a - b);
const at = (share) => Math.round(waits[Math.min(waits.length - 1, Math.floor(share * waits.length))]);
console.log(
  JSON.stringify({
    actions,
    ...did,
    questions,
    faces: wanted,
    people: new Set([...who.values()].filter(Boolean)).size,
    right,
    wrong: tagged.length - right,
    per_100_faces: Math.round((1000 * actions) / right) / 10,
    next_ms: { median: at(0.5), p95: at(0.95) },
  }),
);
