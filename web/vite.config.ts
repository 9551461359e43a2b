import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import license from "rollup-plugin-license";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { usedStyles } from "./scripts/used-styles";

// KENFOLK_URL: the running server that `npm run dev` talks to.
const server = process.env.KENFOLK_URL ?? "http://127.0.0.1:8700";

/** It goes in by a stylesheet, so that the list of what is imported misses it. */
const font = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "node_modules/@fontsource-variable/inter/package.json"), "utf8"),
);

export default defineConfig({
  esbuild: { jsx: "automatic" },
  json: { namedExports: false },
  build: {
    outDir: "../src/kenfolk/entry/static",
    emptyOutDir: true,
    target: ["chrome123", "firefox120", "safari17.5"],
    // Nothing is inlined as a data: address, so that the server's content policy can stay strict.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The first load is React, the router, the queries and the few components of the frame: 170 kB on the wire.
    chunkSizeWarningLimit: 550,
    rollupOptions: {
      // Directives for server components mean nothing here.
      onwarn: (warning, warn) => warning.code === "MODULE_LEVEL_DIRECTIVE" || warn(warning),
    },
  },
  plugins: [
    usedStyles(),
    // What went into the bundle, with its licence, for the page About.
    license({
      thirdParty: {
        output: {
          file: resolve(import.meta.dirname, "../src/kenfolk/entry/static/licences.json"),
          template: (packages) =>
            JSON.stringify(
              [...packages, font].map(({ name, version, license }) => ({ name, version, licence: license ?? "" })),
            ),
        },
      },
    }),
    VitePWA({
      registerType: "prompt",
      injectRegister: false, // src/ui/update.tsx does it: the content policy forbids scripts in the page
      manifest: false, // public/manifest.webmanifest
      workbox: {
        // The app's own code and nothing else, of one version, so that a page in use never misses a part. Nothing is
        // kept at run time: what /api answers, photos, faces and thumbnails are private, most of all the faces, and
        // must not pile up in browsers that Kenfolk cannot clean. So there must never be a `runtimeCaching` here.
        globPatterns: ["index.html", "icon.svg", "assets/*.{js,css}", "assets/inter-latin-wght-*.woff2"],
        navigateFallback: "index.html",
        // The API's addresses, and files, are none of the app's.
        navigateFallbackDenylist: [/^\/api(?:[/?]|$)/, /^[^?]*\/[^/?]*\.[^/?]*(?:\?|$)/],
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
  // The server takes what is said only from its own pages: it must see the name this one was asked for under.
  server: { proxy: { "/api": { target: server, changeOrigin: false } } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
  },
});
