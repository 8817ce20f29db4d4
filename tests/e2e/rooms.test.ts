import type { Browser, Page } from "@playwright/test";
import { arriveWhole, expect, expectAccessible, signIn, test } from "../support/browser";
import { type Product, startProduct } from "../support/product";
import { paperOf, scanOfPaper } from "../support/scans";
import { seededHome } from "../support/seeded-home";
import { startOpenAiWire } from "../support/wire-openai";

type Frame = {
  browser: Browser;
  viewport: { width: number; height: number } | null;
  hasTouch: boolean;
  isMobile: boolean;
};

/** Light and dark, as the page stands. */
async function expectAccessibleInBoth(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
}

test("without a key nothing leaves this machine, nothing is spent, and Quotes only explains itself", async ({
  openAs,
}) => {
  const ana = await openAs("ana@example.com");
  await ana.goto("/w/acme/admin/data");
  await expect(ana.getByText("Nothing leaves this machine.")).toBeVisible();
  await expectAccessibleInBoth(ana);
  await ana.goto("/w/acme/settings/usage");
  await expect(ana.getByRole("definition").filter({ hasText: "$0.00" }).first()).toBeVisible();
  await expectAccessibleInBoth(ana);
  await ana.goto("/w/acme/admin/models");
  await expect(ana.getByText(/^Quotes only answers here/)).toBeVisible();
  await ana.getByRole("button", { name: "Test Quotes only" }).click();
  await expect(ana.getByText("Quotes only is always there.")).toBeVisible();
  await expectAccessibleInBoth(ana);
});

test("the rooms of admins are not there for others", async ({ openAs }) => {
  const mia = await openAs("mia@example.com");
  for (const room of ["jobs", "models", "data"]) {
    await mia.goto(`/w/acme/admin/${room}`);
    await expect(mia.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  }
  await mia.goto("/w/acme/settings/usage");
  await expect(mia.getByRole("heading", { name: "Usage" })).toBeVisible();
  await expect(mia.getByRole("heading", { name: "Monthly budget" })).toHaveCount(0);
  await expect(mia.getByRole("link", { name: "Jobs" })).toHaveCount(0);
  await mia.goto("/ops");
  await expect(mia.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});
test.use({ expectedErrors: [/status of 404/] });

test.describe("with providers, an operator, and a mail server that is away", () => {
  let product: Product;
  let provider: Awaited<ReturnType<typeof startOpenAiWire>>;
  test.beforeAll(async () => {
    test.setTimeout(180_000); // a second product, with a database of its own
    provider = await startOpenAiWire();
    product = await startProduct({
      home: await seededHome(),
      env: {
        OPENAI_API_KEY: "sk-test",
        OPENAI_BASE_URL: provider.baseUrl,
        COMPATIBLE_BASE_URL: provider.baseUrl,
        COMPATIBLE_API_KEY: "sk-test",
        COMPATIBLE_MODELS: "harbor-70b",
        OCR_MODEL: "compatible/harbor-70b",
        PARLEY_OPERATORS: "ana@example.com",
      },
    });
  });
  test.afterAll(async () => {
    await product?.discard();
    await provider?.close();
  });
  test.beforeEach(() => test.setTimeout(120_000));

  /** Ana's page of this product, at the size of the project. */
  async function openAna({ browser, ...frame }: Frame): Promise<Page> {
    const context = await browser.newContext({ ...frame, baseURL: product.url, locale: "en-US" });
    context.on("page", arriveWhole);
    await signIn(context, "ana@example.com");
    return context.newPage();
  }

  test("a job that failed waits, is run again, and its end is seen without a reload", async ({
    browser,
    viewport,
    hasTouch,
    isMobile,
  }) => {
    const page = await openAna({ browser, viewport, hasTouch, isMobile });
    const id = crypto.randomUUID();
    await product.sql(
      `insert into "JobRun" ("workspaceId", id, "runId", function, "eventId", "eventName", payload, status, attempts, error, "isOurs", "endedAt")
       select w.id, $1, $2, 'end-access', $3, 'access.revoked',
         jsonb_build_object('member_id', m.id, 'user_id', null, 'reason', 'changed', 'workspace_id', w.id, 'request_id', $2::text,
           'actor', jsonb_build_object('kind', 'system', 'reason', 'test')),
         'failed', 5, 'The live service does not answer.', true, now()
       from "Workspace" w join "Member" m on m."workspaceId" = w.id and m.name = 'Mia' where w.slug = 'acme'`,
      [id, crypto.randomUUID(), crypto.randomUUID()],
    );
    await page.goto("/w/acme/admin/jobs");
    await expect(page.getByText("1 job has failed and waits for somebody.")).toBeVisible();
    await page.getByRole("link", { name: "Show them" }).click();
    const failed = page.getByRole("listitem").filter({ hasText: "The live service does not answer." });
    await expect(failed).toBeVisible();
    await expectAccessibleInBoth(page);
    await failed.getByRole("button", { name: /^Run again:/ }).click();
    await expect(failed.getByText("Run again")).toBeVisible();
    await expect(failed.getByRole("button")).toHaveCount(0);

    await page.getByRole("navigation", { name: "Status" }).getByRole("link", { name: "Done" }).click();
    await expect(
      page.getByRole("listitem").filter({ hasText: "End somebody's access" }).first(),
    ).toBeVisible();
    await page.goto("/ops");
    await expect(page.getByRole("heading", { name: "Jobs of every workspace" })).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: "acme" }).first()).toBeVisible();
    await expectAccessibleInBoth(page);
  });

  test("a chat chooses who answers, keeps the choice, and the receipt and the usage say so", async ({
    browser,
    viewport,
    hasTouch,
    isMobile,
  }) => {
    const page = await openAna({ browser, viewport, hasTouch, isMobile });
    const listed = await page.context().request.post("/api/v1/workspaces/acme/conversations", {
      data: { kind: "chat" },
      headers: { "sec-fetch-site": "same-origin" },
    });
    const { id } = await listed.json();
    await page.goto(`/w/acme/chats/${id}`);
    await page.getByRole("button", { name: /^Model:/ }).click();
    await page.getByRole("menuitemradio", { name: /^harbor-70b/ }).click();
    await expect(page.getByText("harbor-70b answers from now on.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Model: harbor-70b" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("button", { name: "Model: harbor-70b" })).toBeVisible();
    await expectAccessibleInBoth(page);

    const composer = page.getByRole("textbox", { name: /^Message to/ });
    await composer.fill("Are you there?");
    await composer.press("Enter");
    const answer = page.getByRole("log").locator("[data-answer]").last();
    await expect(answer).toHaveAttribute("data-answer", "complete", { timeout: 20_000 });
    expect(provider.asked.some(({ model }) => model === "harbor-70b")).toBe(true);
    await answer.getByRole("button", { name: /found word for word|^Receipt$/ }).click();
    await expect(page.getByRole("dialog").getByText("harbor-70b")).toBeVisible();
    await page.keyboard.press("Escape");

    await page.goto("/w/acme/settings/usage");
    // What streams in stands outside of the page for a moment before it is put in its place.
    await expect(page.getByRole("main").getByText("harbor-70b")).toBeVisible();
    await expect(page.getByRole("img", { name: /^Day by day/ })).toBeVisible();
    await expectAccessibleInBoth(page);
    await page.goto("/w/acme/admin/data");
    await expect(page.getByText(/services get data:|One service gets data:/)).toBeVisible();
  });

  test("a page that a model refused is read when asked, stops when told, and what it says stands over it", async ({
    browser,
    viewport,
    hasTouch,
    isMobile,
  }) => {
    test.skip(!isMobile, "A pane is narrowest on a phone, and jobs take as long at every size.");
    test.setTimeout(120_000);
    const page = await openAna({ browser, viewport, hasTouch, isMobile });
    const row = page.locator("[data-document]").filter({ hasText: "Cellar rules" });
    const act = async (name: string) => {
      await page.getByRole("button", { name: "Actions for Cellar rules" }).click();
      await page.getByRole("menuitem", { name }).click();
    };
    const scan = await scanOfPaper(["The cellar has rules of its own.", await paperOf(["A picture"])]);
    provider.play([{ kind: "status", status: 401 }]);
    await page.goto("/w/acme/documents");
    await expect(page.getByRole("button", { name: "Upload", exact: true })).toBeVisible();
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles({ name: "Cellar rules.pdf", mimeType: "application/pdf", buffer: Buffer.from(scan) });
    await expect(row).toHaveAttribute("data-document", "ready", { timeout: 60_000 });
    await row.getByRole("link", { name: "Cellar rules" }).click();
    await page.getByRole("button", { name: "Show details" }).click();
    const note = page.getByText("A page has no text and was not read: it may be a picture.");
    await expect(note.filter({ visible: true })).toBeVisible();
    await expectAccessibleInBoth(page);

    provider.play([{ kind: "hang", before: "headers" }]);
    await page.getByRole("button", { name: "Read them" }).filter({ visible: true }).click();
    await page.goto("/w/acme/documents");
    await expect(row).toContainText("Reading the picture of a page", { timeout: 30_000 });
    await act("Stop reading");
    await expect(row).toContainText("Reading was stopped");
    provider.play([{ kind: "text", text: "The key of the cellar hangs by the door." }]);
    await act("Read again");
    await expect(row).toHaveAttribute("data-document", "ready", { timeout: 60_000 });

    await page.goto("/w/acme/search?q=key+cellar+hangs");
    await page.locator("[data-hit=document]").filter({ hasText: "Cellar rules" }).click();
    const pane = page.locator("[data-pane]");
    await expect(pane.locator("[data-page='2'] canvas")).toBeVisible();
    await expect(pane.getByText("Read by OCR: words may be wrong")).toBeVisible();
    await expect(pane.locator("blockquote mark")).toContainText("key of the cellar hangs");
    await expect(pane.locator("blockquote mark")).toBeInViewport();
    await expectAccessibleInBoth(page);
  });

  test("a budget that is spent is said in the chat, and Quotes only answers for nothing", async ({
    browser,
    viewport,
    hasTouch,
    isMobile,
  }) => {
    const page = await openAna({ browser, viewport, hasTouch, isMobile });
    await page.goto("/w/acme/settings/usage");
    await page.getByLabel("Dollars a month").fill("0");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The budget is spent: paid models wait")).toBeVisible();
    await page.goto("/w/acme/chats");
    const composer = page.getByRole("textbox", { name: /^Message to/ });
    await composer.fill("How long is the battery covered?");
    await composer.press("Enter");
    await expect(page.getByText(/This month's budget for models of \$0\.00 is spent/).first()).toBeVisible();
    await page.getByRole("button", { name: /^Model:/ }).click();
    await page.getByRole("menuitemradio", { name: /^Quotes only/ }).click();
    await composer.fill("And how long is the battery covered?");
    await composer.press("Enter");
    const answer = page.getByRole("log").locator("[data-answer]").last();
    await expect(answer).toHaveAttribute("data-answer", "complete", { timeout: 20_000 });
    await expect(answer).toContainText("five years or 50,000 kilometers");
  });
});
