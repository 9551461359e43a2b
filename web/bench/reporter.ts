// Prints the figures as a table and keeps them as JSON beside the other measurements' results.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { type Figure, hasAim, isMet, toTable } from "./figures";

const RESULTS = fileURLToPath(new URL("../../benchmarks/results/local", import.meta.url));

export default class Report implements Reporter {
  readonly #figures: Figure[] = [];
  readonly #load = loadavg()[0];

  onTestEnd(test: TestCase, result: TestResult) {
    for (const { type, description } of result.annotations) {
      if (type === "figure") this.#figures.push(JSON.parse(description ?? ""));
    }
    console.log(
      `${result.status === "passed" ? "done" : result.status}: ${test.title} (${Math.round(result.duration / 1000)} s)`,
    );
    for (const error of result.errors) console.log(error.stack ?? error.message);
  }

  printsToStdio() {
    return true;
  }

  onEnd() {
    if (!this.#figures.length) return;
    const processors = cpus();
    const machine = {
      processors: processors.length,
      model: processors[0]?.model,
      memory_gib: Math.round(totalmem() / 2 ** 30),
      system: release(),
      load_before: this.#load,
      load_after: loadavg()[0],
    };
    console.log(`\n${toTable(this.#figures)}`);
    console.log(
      `\n${machine.processors} processors (${machine.model}), load ${machine.load_before?.toFixed(1)} before and ` +
        `${machine.load_after?.toFixed(1)} after. Headless Chromium draws in software, on the same processors as the server.`,
    );
    mkdirSync(RESULTS, { recursive: true });
    const figures = this.#figures.map((figure) => ({ ...figure, ...(hasAim(figure) && { met: isMet(figure) }) }));
    const at = new Date().toISOString();
    writeFileSync(
      join(RESULTS, "web.json"),
      `${JSON.stringify({ benchmark: "web", at, machine, figures }, null, 2)}\n`,
    );
  }
}
