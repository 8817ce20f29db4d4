import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "@/lib/cli/test/chromium";
import { startProduct } from "../support/product";
import { clientOf } from "../support/product-client";
import { median, percentile, print } from "./table";

/**
 * What a page costs in a throttled browser: the script it needs until it has loaded, how soon its largest part is seen, how much it moves,
 * how long its script holds the page; and how long it takes from a click on a channel until its messages are painted.
 * The throttle is Lighthouse's for a mid-range phone: a quarter of this machine's speed, 150 ms round trips, 1.6 Mbit/s down.
 */
const CPU_RATE = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 93_750 };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESKTOP = { viewport: { width: 1280, height: 800 } };
/** What is run in a page is compiled here, and calls this to name its functions. */
const NAMES = "globalThis.__name = (one) => one";
/** What is drawn in between of other work may be painted after the network has come to rest. */
const SETTLES_MS = 4_000;
const LOADS = 5;
const SWITCHES = 20;

type Load = { scriptBytes: number; fcpMs: number; lcpMs: number; cls: number; blockedMs: number };

const product = await startProduct();
const browser = await chromium.launch({
  executablePath: findChromium() ?? "chromium",
  args: CHROMIUM_FLAGS,
});
try {
  const ana = await clientOf(product);
  const launch = `/w/acme/channels/${await ana.channel("launch")}`;
  const rows: string[][] = [["page", "script kB", "FCP ms", "LCP ms", "CLS", "blocked ms"]];
  for (const [name, path, isSignedIn] of [
    ["the landing page", "/", false],
    ["sign-in", "/sign-in", false],
    ["a channel", launch, true],
    ["the Library", "/w/acme/documents", true],
  ] as const) {
    const loads: Load[] = [];
    for (let n = 0; n < LOADS; n++) loads.push(await loadOnce(browser, path, isSignedIn));
    const middle = (of: (load: Load) => number) => median(loads.map(of));
    rows.push([
      name,
      (middle((load) => load.scriptBytes) / 1_000).toFixed(0),
      ...[middle((load) => load.fcpMs), middle((load) => load.lcpMs)].map((ms) => ms.toFixed(0)),
      middle((load) => load.cls).toFixed(3),
      middle((load) => load.blockedMs).toFixed(0),
    ]);
  }
  print(`bench:web, medians of ${LOADS} first visits, throttled`, rows);

  const context = await open(browser, DESKTOP, true);
  const page = await context.newPage();
  await page.goto(launch, { waitUntil: "load" });
  await throttle(page);
  const times: number[] = [];
  for (let n = 0; n < SWITCHES; n++) times.push(await switchTo(page, n % 2 === 0 ? "general" : "launch"));
  await context.close();
  const [first, second, ...again] = times;
  print("from the click on a channel until its messages are painted, throttled", [
    ["", "p50 ms", "p95 ms"],
    ["for the first time", median([first ?? 0, second ?? 0]).toFixed(0), ""],
    ["again", median(again).toFixed(0), percentile(again, 95).toFixed(0)],
  ]);
} finally {
  await browser.close();
  await product.discard();
}

async function open(
  by: Browser,
  frame: typeof PHONE | typeof DESKTOP,
  isSignedIn: boolean,
): Promise<BrowserContext> {
  const context = await by.newContext({ ...frame, baseURL: product.url });
  await context.addInitScript(NAMES);
  if (!isSignedIn) return context;
  const response = await context.request.post("/api/v1/auth/session", {
    data: { email: "ana@example.com", password: "parley-demo" },
    headers: { "sec-fetch-site": "same-origin" },
  });
  if (!response.ok()) throw new Error(`Signing in answered ${response.status()}.`);
  return context;
}

async function throttle(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_RATE });
  await session.send("Network.emulateNetworkConditions", NETWORK);
}

/** A first visit: nothing is cached. */
async function loadOnce(by: Browser, path: string, isSignedIn: boolean): Promise<Load> {
  const context = await open(by, PHONE, isSignedIn);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = { lcpMs: 0, cls: 0, blockedMs: 0 };
    Object.assign(window, { seen });
    const watch = (type: string, take: (entry: PerformanceEntry & Record<string, unknown>) => void) =>
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) take(entry as PerformanceEntry & Record<string, unknown>);
      }).observe({ type, buffered: true });
    watch("largest-contentful-paint", (entry) => {
      seen.lcpMs = entry.startTime;
    });
    watch("layout-shift", (entry) => {
      if (!entry.hadRecentInput) seen.cls += Number(entry.value);
    });
    watch("longtask", (entry) => {
      seen.blockedMs += Math.max(0, entry.duration - 50);
    });
  });
  await throttle(page);
  await page.goto(path, { waitUntil: "load" });
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(SETTLES_MS);
  const load = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const scripts = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(
      ({ name, startTime }) =>
        new URL(name).pathname.endsWith(".js") && startTime < (navigation?.loadEventStart ?? Infinity),
    );
    return {
      scriptBytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
      fcpMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      ...(window as unknown as { seen: Omit<Load, "scriptBytes" | "fcpMs"> }).seen,
    };
  });
  await context.close();
  return load;
}

/** Until the channel's own heading and messages stand there, and a frame was painted. */
function switchTo(page: Page, name: string): Promise<number> {
  return page.evaluate(async (name) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const link = [...document.querySelectorAll<HTMLAnchorElement>("nav a")].find((one) =>
      one.textContent?.trim().startsWith(name),
    );
    const before = document.querySelector("main [data-seq]");
    const startedAt = performance.now();
    link?.click();
    const isThere = () =>
      document.querySelector("main h1")?.textContent?.trim() === name &&
      document.querySelector("main [data-seq]") !== null &&
      document.querySelector("main [data-seq]") !== before;
    while (!isThere()) {
      if (performance.now() - startedAt > 30_000) throw new Error(`#${name} did not open.`);
      await frame();
    }
    await frame();
    return performance.now() - startedAt;
  }, name);
}
