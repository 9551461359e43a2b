import { defineConfig } from "@playwright/test";

// `make bench-web`: one thing at a time, in a browser that draws as a person's would as far as a machine without a screen can.
export default defineConfig({
  testDir: ".",
  testMatch: "*.bench.ts",
  workers: 1,
  fullyParallel: false,
  timeout: 0,
  reporter: [["./reporter.ts"]],
  use: {
    // What is measured comes from the server.
    serviceWorkers: "block",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.KENFOLK_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking", "--enable-precise-memory-info"],
    },
  },
});
