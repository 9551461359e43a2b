// Mantine's stylesheet without the rules of components the app does not use: two thirds of it, on the first screen.
//
// Its components name their classes (m_ and a number) in modules of their own. So what is used follows from what `src`
// imports, and what that imports in turn; a rule about any other class of Mantine's cannot match anything.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import postcss, { type AtRule } from "postcss";
import type { Plugin } from "vite";

const CLASS = /\bm_[0-9a-f]+\b/g;

/** A plugin of Vite's, for builds. */
export function usedStyles(): Plugin {
  return {
    name: "used-styles",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      const isMantines = /@mantine\/\w+\/styles\.css$/.test(id);
      return isMantines ? { code: keepUsed(code, findUsedClasses()), map: null } : null;
    },
  };
}

/** The stylesheet without selectors that speak of other classes than these, and without what is empty then. */
export function keepUsed(css: string, used: Set<string>) {
  const sheet = postcss.parse(css);
  const isUsed = (selector: string) => (selector.match(CLASS) ?? []).every((name) => used.has(name));
  sheet.walkRules((rule) => {
    if ((rule.parent as AtRule).name?.endsWith("keyframes")) return;
    const kept = rule.selectors.filter(isUsed);
    if (kept.length) rule.selectors = kept;
    else rule.remove();
  });
  sheet.walkAtRules(/keyframes$/, (rule) => {
    let isNamed = false;
    sheet.walkDecls(/^animation/, (declaration) => {
      isNamed ||= declaration.value.includes(rule.params);
    });
    if (!isNamed) rule.remove();
  });
  sheet.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  return sheet.toString();
}

/** The classes of all components that `src`, or Mantine's notifications, import. */
export function findUsedClasses(src = resolve(import.meta.dirname, "../src")) {
  const core = dirname(createRequire(import.meta.url).resolve("@mantine/core/styles.css"));
  const files = new Map(
    [...readFileSync(join(core, "esm/index.mjs"), "utf8").matchAll(/import \{ (.+?) \} from "(\.[^"]+)"/g)].flatMap(
      ([, names = "", file = ""]) => names.split(", ").map((name) => [name, join(core, "esm", file)] as const),
    ),
  );
  const notifications = join(core, "../notifications/esm");
  const ours = [src, notifications].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|mjs)$/.test(name))
      .map((name) => readFileSync(join(folder, name), "utf8")),
  );
  const imported = ours.flatMap((text) =>
    [...text.matchAll(/import \{([^}]+)\} from "@mantine\/core"/g)].flatMap(([, names = ""]) =>
      names.split(",").map((name) => name.trim().split(" ")[0] ?? ""),
    ),
  );
  const used = new Set(ours.flatMap((text) => text.match(CLASS) ?? []));
  const seen = new Set<string>();
  const look = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, "utf8");
    for (const name of text.match(CLASS) ?? []) used.add(name);
    for (const [, next = ""] of text.matchAll(/from "(\.[^"]+\.mjs)"/g)) look(join(dirname(file), next));
  };
  for (const name of imported) {
    const file = files.get(name);
    if (file) look(file);
  }
  return used;
}
