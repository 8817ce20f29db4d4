import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "../lib/cli/test/chromium";

process.env.TZ = "Asia/Kathmandu";

/** One browser, two sizes, against the product as `npm start` brings it up. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "../test-results",
  globalSetup: "./support/e2e-setup.ts",
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    timezoneId: "Asia/Kathmandu",
    locale: "en-US",
    trace: "off", // it takes a third of the time; `--trace on` when a film has to be looked at
    screenshot: "only-on-failure",
    launchOptions: { executablePath: findChromium() ?? "chromium", args: CHROMIUM_FLAGS },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
    { name: "phone", use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  ],
});
