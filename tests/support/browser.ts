import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const IN_PLACE_MS = 1_000;

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
 * No rule of WCAG 2.2 A and AA is broken on the page as it stands, once it has come: while it is on its way it has no title. The frame of a
 * mail lets nobody in, and is the only one of another origin.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(page).toHaveTitle(/./);
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, target, failureSummary })),
  );
  expect(found).toEqual([]);
}

/**
 * A page that was asked for is there when everything streamed stands in its place: until then it lies, hidden, a second time at the end of the
 * document, where locators by text and label find it too. What was not found leaves a hidden skeleton there for good.
 */
function arriveWhole(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  const copy = page.locator("body > [hidden][id^='S:']").first();
  const inPlace = () => copy.waitFor({ state: "detached", timeout: IN_PLACE_MS }).catch(() => undefined);
  page.goto = async (...asked) => {
    const response = await goto(...asked);
    await inPlace();
    return response;
  };
  page.reload = async (...asked) => {
    const response = await reload(...asked);
    await inPlace();
    return response;
  };
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
    if (message.type() === "error") errors.push(message.text());
  });
  context.on("weberror", (error) => errors.push(String(error.error())));
  return errors;
}

function expectNone(errors: string[], expected: RegExp[]): void {
  expect(errors.filter((error) => !expected.some((pattern) => pattern.test(error)))).toEqual([]);
}
