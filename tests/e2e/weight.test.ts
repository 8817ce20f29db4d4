import type { Page } from "@playwright/test";
import { expect, test } from "../support/browser";

/** In bytes of script as they travel (gzip). The aim is 160 000 and 230 000, of which the framework takes 132 000: these only go down. */
const SIGN_IN_BYTES = 168_000;
const CHANNEL_BYTES = 360_000;

/**
 * The script that a page asks for in itself, cached or not: what it must have before it answers a hand. What comes when something is opened,
 * or while the page rests, is not named there.
 */
async function scriptBytes(page: Page, path: string): Promise<number> {
  const answer = await page.goto(path, { waitUntil: "load" });
  const html = (await answer?.text()) ?? "";
  const named = html.replace(FOR_OLD_BROWSERS, "").match(/static\/chunks\/[\w.~-]+\.js/g) ?? [];
  const sizes = await page.evaluate(
    (names) =>
      names.map((name) => {
        const [entry] = performance.getEntriesByName(new URL(`/_next/${name}`, location.href).href);
        return entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0;
      }),
    [...new Set(named)],
  );
  expect(sizes.length).toBeGreaterThan(3); // the page was measured at all
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What a browser that knows modules does not fetch. */
const FOR_OLD_BROWSERS = /<script[^>]*\snomodule[^>]*>/gi;

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
