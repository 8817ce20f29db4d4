import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const UNTIL_THE_TEST_ENDS = { timeout: 0, intervals: [20, 50, 100] };

type Fixtures = {
  /** Opens a browser of their own for somebody, signed in. Every page in it is watched. */
  openAs: (email: string, password?: string) => Promise<Page>;
  /** What may be written to the console as an error in this test, when a fault is the point of it. */
  expectedErrors: RegExp[];
};

/** `test` of Playwright, in which an unexpected `console.error` or an uncaught exception fails. */
export const test = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],
  baseURL: async ({ browserName: _ }, use) => {
    await use(process.env.PARLEY_URL);
  },
  context: async ({ context, expectedErrors }, use) => {
    const errors = await watch(context);
    await use(context);
    expectNone(errors, expectedErrors);
  },
  openAs: async ({ browser, baseURL, viewport, hasTouch, isMobile, expectedErrors }, use) => {
    const opened: { context: BrowserContext; errors: string[] }[] = [];
    await use(async (email, password = "parley-demo") => {
      const context = await newContext(browser, { baseURL, viewport, hasTouch, isMobile });
      opened.push({ context, errors: await watch(context) });
      await signIn(context, email, password);
      return context.newPage();
    });
    for (const { context, errors } of opened) {
      await context.close();
      expectNone(errors, expectedErrors);
    }
  },
});

export { expect };

type Frame = {
  baseURL: string | undefined;
  viewport: { width: number; height: number } | null;
  hasTouch: boolean;
  isMobile: boolean;
};

function newContext(browser: Browser, frame: Frame): Promise<BrowserContext> {
  const { baseURL, ...rest } = frame;
  return browser.newContext({
    ...rest,
    ...(baseURL ? { baseURL } : {}),
    timezoneId: "Asia/Kathmandu",
    locale: "en-US",
  });
}

/** Signs the browser in by the API, as the form does. */
export async function signIn(
  context: BrowserContext,
  email: string,
  password = "parley-demo",
): Promise<void> {
  const response = await context.request.post("/api/v1/auth/session", {
    data: { email, password },
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(response.status(), await response.text()).toBe(204);
}

/** Opens a channel of the demo as a person does: by its line in the sidebar. */
export async function openChannel(page: Page, name: string): Promise<void> {
  await page.goto("/w/acme");
  await page
    .getByRole("navigation")
    .getByRole("link", { name: new RegExp(`^${name}\\b`) })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/**
 * No rule of WCAG 2.2 A and AA is broken on the page as it stands, once it has come and rests: while it is on its way it has no title, and what is
 * still fading in has another colour. Meanwhile nothing fades, as for who asked for less motion. The frame of a mail lets nobody in, and is the only
 * one of another origin.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(page).toHaveTitle(/./);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(() => page.evaluate(isAtRest)).toBe(true);
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, target, failureSummary })),
  );
  expect(found).toEqual([]);
  await page.emulateMedia({ reducedMotion: null });
}

/**
 * Runs in the page. What turns for ever, as a sign that something is awaited, does not count; a button that is busy with what was pressed does,
 * for it changes its color in a moment.
 */
function isAtRest(): boolean {
  if (document.querySelector('button[aria-busy="true"]')) return false;
  return document
    .getAnimations()
    .every(
      ({ effect, playState }) =>
        playState !== "running" || effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
    );
}

/** The page as it stands is no wider than its window: nothing has to be looked for beside it. */
export async function expectFits(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

/**
 * A page that was asked for is there when it answers a hand, and everything streamed stands in its place. Before, keys that the window listens
 * to are heard by nobody, and what was streamed lies, hidden, a second time at the end of the document, where locators by text and label find it
 * too. For `context.on("page", arriveWhole)`.
 */
export function arriveWhole(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  const isThere = () =>
    expect.poll(() => page.evaluate(isWhole).catch(() => false), UNTIL_THE_TEST_ENDS).toBe(true);
  page.goto = async (...asked) => {
    const response = await goto(...asked);
    await isThere();
    return response;
  };
  page.reload = async (...asked) => {
    const response = await reload(...asked);
    await isThere();
    return response;
  };
}

/**
 * Runs in the page. React keeps with the document whether it has taken over what the server drew, and in `$RB` what came streamed and is not yet put
 * in its place (or away, where the browser drew that place itself meanwhile); what it did not draw is whole as it comes.
 */
function isWhole(): boolean {
  if (!("__next_f" in window)) return true;
  const [, root] = Object.entries(document).find(([key]) => key.startsWith("__reactContainer$")) ?? [];
  if (root?.stateNode.current.memoizedState.isDehydrated !== false) return false;
  return !("$RB" in window) || (window.$RB as unknown[]).length === 0;
}

/** Collects what a page complains of, and what its policy forbade it. */
async function watch(context: BrowserContext): Promise<string[]> {
  const errors: string[] = [];
  context.on("page", arriveWhole);
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error(`The policy forbids it: ${effectiveDirective} ${blockedURI}`),
    ),
  );
  context.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => errors.push(String(error.error())));
  return errors;
}

function expectNone(errors: string[], expected: RegExp[]): void {
  expect(errors.filter((error) => !expected.some((pattern) => pattern.test(error)))).toEqual([]);
}
