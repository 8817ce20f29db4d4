import type { Page } from "@playwright/test";
import { expect, test } from "../support/browser";

/** In bytes of script as they travel (gzip). The aim is 160 000 and 230 000, of which the framework takes 132 000: these only go down. */
const SIGN_IN_BYTES = 168_000;
const CHANNEL_BYTES = 370_000;

/** The script that a page needed until it had loaded, cached or not. */
async function scriptBytes(page: Page, path: string): Promise<number> {
  await page.goto(path, { waitUntil: "load" });
  // On a slow machine a page rests, and fetches what it may need later, before it is looked at.
  const sizes = await page.evaluate(() => {
    const [page] = performance.getEntriesByType("navigation");
    const loadedMs = page instanceof PerformanceNavigationTiming ? page.loadEventStart : Infinity;
    return performance
      .getEntriesByType("resource")
      .filter(({ name, startTime }) => new URL(name).pathname.endsWith(".js") && startTime < loadedMs)
      .map((entry) => (entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0));
  });
  expect(sizes.length).toBeGreaterThan(3); // the page was measured at all
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

test("signing in costs no more script than it did", async ({ page }) => {
  expect(await scriptBytes(page, "/sign-in")).toBeLessThanOrEqual(SIGN_IN_BYTES);
});

test("nor does a channel", async ({ openAs }) => {
  const ana = await openAs("ana@example.com");
  const answer = await ana.request.get("/api/v1/workspaces/acme/conversations?limit=100");
  const { items }: { items: { id: string; name: string | null }[] } = await answer.json();
  const launch = items.find((one) => one.name === "launch");
  expect(await scriptBytes(ana, `/w/acme/channels/${launch?.id}`)).toBeLessThanOrEqual(CHANNEL_BYTES);
});
