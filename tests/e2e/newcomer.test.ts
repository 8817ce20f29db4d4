import type { Browser, Page } from "@playwright/test";
import { arriveWhole, expect, expectAccessible, signIn, test } from "../support/browser";

const PASSWORD = "correct horse battery";
const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;

async function signUp(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).not.toHaveURL(/sign-up/);
}

async function newPage(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), locale: "en-US" });
  context.on("page", arriveWhole);
  return context.newPage();
}

/** The address of the button in the newest mail to somebody. */
async function linkInMail(page: Page, to: string, subject: RegExp): Promise<string> {
  let link = "";
  const find = async () => {
    await page.goto("/dev/mail");
    const entry = page.getByRole("link").filter({ hasText: to }).filter({ hasText: subject }).first();
    if ((await entry.count()) === 0) return "";
    await page.goto((await entry.getAttribute("href")) ?? ""); // until it has come, the frame shows the newest of all
    const button = page.frameLocator("iframe").getByRole("link").first();
    link = (await button.getAttribute("href", { timeout: 3_000 }).catch(() => null)) ?? "";
    return link;
  };
  await expect.poll(find, { timeout: 20_000 }).not.toBe("");
  return link;
}

// One pattern, not two: of a list of two Playwright takes the second for options.
test.use({ expectedErrors: [/Blocked script execution in 'about:srcdoc'|Failed to load resource/] });

test("a newcomer signs up, makes a workspace, invites by mail; who is invited joins and is heard", async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const id = unique();
  await page.goto("/sign-up");
  await expectAccessible(page);
  await signUp(page, "Nora", `nora-${id}@example.com`);
  await page.goto("/w/new");
  await expectAccessible(page);
  await page.getByLabel("Name of the workspace").fill(`Nordlicht ${id}`);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page).toHaveURL(new RegExp(`/w/nordlicht-${id}`));

  await page.goto(`/w/nordlicht-${id}/settings/members`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Invite people" }).click();
  await page.getByRole("dialog").getByLabel("Email").fill(`otto-${id}@example.com`);
  await page.getByRole("dialog").getByRole("button", { name: "Send invite" }).click();
  await expect(page.getByText(`Invited otto-${id}@example.com.`)).toBeVisible();
  const link = await linkInMail(page, `otto-${id}@example.com`, /Nordlicht/);

  const otto = await newPage(browser, baseURL);
  await otto.goto(link);
  await otto.getByRole("link", { name: "Create an account to join" }).click();
  await signUp(otto, "Otto", `otto-${id}@example.com`);
  await otto.getByRole("button", { name: `Join Nordlicht ${id}` }).click();
  await expect(otto).toHaveURL(new RegExp(`/w/nordlicht-${id}`));
  await otto
    .getByRole("link", { name: /^general\b/ })
    .first()
    .click();
  await otto.getByRole("textbox", { name: /^Message to/ }).fill("Hello, I am Otto");
  await otto.keyboard.press("Enter");

  await page.goto(`/w/nordlicht-${id}`);
  await page
    .getByRole("link", { name: /^general\b/ })
    .first()
    .click();
  await expect(page.getByRole("log").getByText("Hello, I am Otto")).toBeVisible();
  await otto.context().close();

  const phone = await newPage(browser, baseURL);
  await signIn(phone.context(), `nora-${id}@example.com`, PASSWORD);
  await phone.goto(`/w/nordlicht-${id}/settings/account`);
  await phone.getByRole("button", { name: "Sign out everywhere" }).click();
  await phone.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(phone).toHaveURL(/\/$/);
  await phone.context().close();
  await page.goto(`/w/nordlicht-${id}`);
  await expect(page).toHaveURL(/sign-in/);
});

test.describe("elsewhere", () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test("a person of one workspace finds nothing of another", async ({ openAs }) => {
    const gus = await openAs("gus@example.com");
    await gus.goto("/w/globex");
    await expect(gus.getByRole("link", { name: /^general\b/ }).first()).toBeVisible();
    const response = await gus.goto("/w/acme");
    expect(response?.status()).toBe(404);
    const api = await gus.request.get("/api/v1/workspaces/acme/conversations");
    const random = await gus.request.get("/api/v1/workspaces/no-such-place/conversations");
    expect(api.status()).toBe(404);
    const { request_id: _a, ...acme } = await api.json();
    const { request_id: _b, ...nothing } = await random.json();
    expect(acme).toEqual(nothing);
  });
});

test("a password is reset by mail, and every session ends", async ({ page, browser, baseURL }) => {
  test.setTimeout(120_000);
  const email = `reset-${unique()}@example.com`;
  await page.goto("/sign-up");
  await signUp(page, "Rita", email);
  await expect(page).not.toHaveURL(/sign-up/);

  const other = await newPage(browser, baseURL);
  await other.goto("/reset");
  await other.getByLabel("Email", { exact: true }).fill(email);
  await other.getByRole("button", { name: "Send reset link" }).click();
  await expect(other.getByText("Look at your mail")).toBeVisible();
  await other.goto(await linkInMail(other, email, /password/i));
  await expectAccessible(other);
  await other.getByLabel("New password", { exact: true }).fill(`${PASSWORD} again`);
  await other.getByRole("button", { name: "Change password" }).click();
  await expect(other).toHaveURL(/sign-in/);

  await page.goto("/w/new");
  await expect(page).toHaveURL(/sign-in/);
  await other.getByLabel("Email", { exact: true }).fill(email);
  await other.getByLabel("Password", { exact: true }).fill(`${PASSWORD} again`);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(other).not.toHaveURL(/sign-in/);
  await other.context().close();
});

test.describe("refused", () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test("a wrong password says so under the form, and what was typed stays", async ({ page }) => {
    await page.goto("/sign-in");
    await expectAccessible(page);
    await page.getByLabel("Email", { exact: true }).fill("ana@example.com");
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("This email and password do not belong together.")).toBeVisible();
    await expect(page.getByLabel("Email", { exact: true })).toHaveValue("ana@example.com");
  });
});

test.describe("the console", () => {
  test.use({ expectedErrors: [/401|404|Failed to load resource/] });

  test("the landing page shows what Parley is and opens the demo with nothing to type", async ({ page }) => {
    await page.goto("/");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Open the demo" }).click();
    await expect(page).toHaveURL(/\/w\/acme/);
    await expectAccessible(page);
  });
});
