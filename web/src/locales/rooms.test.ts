// Words come with the code that says them. So each `withWords([...], () => import("..."))` names just the rooms which
// that code speaks of, with all that it imports; and what comes without `withWords` says what every screen may say.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { en } from "./en";
import { CORE } from "./i18n";

const src = join(import.meta.dirname, "..");
const ROOMS = Object.keys(en).filter((room) => !CORE.some((core) => core === room));
const sources = new Map<string, string>();
const read = (file: string) => {
  const text = sources.get(file) ?? readFileSync(file, "utf8").replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  sources.set(file, text);
  return text;
};

function fileOf(from: string, name: string) {
  const path = join(dirname(from), name);
  return [path, `${path}.ts`, `${path}.tsx`, join(path, "index.ts")].find(
    (file) => /\.tsx?$/.test(file) && existsSync(file),
  );
}

/** A file, and what comes with it because it is imported; types do not come. */
function closureOf(file: string, seen = new Set<string>()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, names = "", name = ""] of read(file).matchAll(/^(?:import|export) ([^;"]*?)\s*from "(\.[^"]+)"/gm)) {
    const isType = names.startsWith("type ") || /^\{(\s*type [^,}]+,?)+\s*\}$/.test(names);
    const next = isType ? undefined : fileOf(file, name);
    if (next && !next.includes("/locales/")) closureOf(next, seen);
  }
  return seen;
}

function roomsIn(file: string) {
  const spoken = [...closureOf(file)].flatMap((one) => {
    const text = read(one);
    const named = [...text.matchAll(/useTranslation\(([^)]*)\)|\bns="(\w+)"/g)].map(
      (match) => match[1] ?? `"${match[2]}"`,
    );
    return ROOMS.filter(
      (room) => named.some((names) => names.includes(`"${room}"`)) || new RegExp(`["'\`]${room}:\\w`).test(text),
    );
  });
  return [...new Set(spoken)].sort();
}

type Fetched = { what: string; says: string[]; asks: string[] };

const fetched = (readdirSync(src, { recursive: true, encoding: "utf8" }) as string[])
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|\.d\.ts$/.test(name))
  .flatMap((name): Fetched[] => {
    const file = join(src, name);
    const imports = read(file).matchAll(/(?:withWords\(\s*\[([^\]]*)\],\s*\(\) =>\s*)?\bimport\("(\.[^"]+)"\)/g);
    return [...imports].flatMap(([, rooms = "", target = ""]) => {
      const found = fileOf(file, target);
      if (!found) return [];
      const asks = [...rooms.matchAll(/"(\w+)"/g)].map(([, room = ""]) => room).sort();
      return [{ what: `${name} fetches ${relative(src, found)}`, says: roomsIn(found), asks }];
    });
  });

test("What is fetched later brings the words it says, and no others", () => {
  expect(fetched.length).toBeGreaterThan(20);
  expect(fetched.filter(({ says, asks }) => says.join() !== asks.join())).toEqual([]);
});

test("What every screen begins with says nothing of any room", () => {
  expect(roomsIn(join(src, "main.tsx"))).toEqual([]);
});
