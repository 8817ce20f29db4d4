import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

// A zone with a quarter of an hour in it: code that forgets about zones fails here. Workers inherit it.
process.env.TZ = "Asia/Kathmandu";

const root = resolve(import.meta.dirname, "..");

export default defineConfig({
  root,
  resolve: {
    tsconfigPaths: true,
    // It throws wherever a bundler has not said that this is the server, and tests are not bundled.
    alias: { "server-only": resolve(root, "node_modules/server-only/empty.js") },
  },
  test: {
    include: [
      "{lib,inngest,components,app,prisma}/**/*.test.{ts,tsx}",
      "tests/{contracts,architecture,faults,figures,support}/**/*.test.{ts,tsx}",
    ],
    globalSetup: ["tests/support/global-setup.ts"],
    // It imports "next/server" without the extension that Node asks for.
    server: { deps: { inline: ["next-auth"] } },
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
