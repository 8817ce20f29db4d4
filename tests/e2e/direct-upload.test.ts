import { arriveWhole, expect, signIn, test } from "../support/browser";
import { type Product, startProduct } from "../support/product";
import { startWireS3, type WireS3 } from "../support/wire-s3";

/** A product of its own whose files lie in a bucket at another origin. */
test.describe("with files in a bucket", () => {
  test.skip(({ isMobile }) => isMobile, "the same code on a phone, and a product of its own is dear");
  let product: Product;
  let bucket: WireS3;
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    bucket = await startWireS3("files");
    product = await startProduct({
      env: {
        BLOB_S3_BUCKET: "files",
        BLOB_S3_ENDPOINT: bucket.endpoint,
        BLOB_S3_ACCESS_KEY_ID: bucket.keys.accessKeyId,
        BLOB_S3_SECRET_ACCESS_KEY: bucket.keys.secretAccessKey,
      },
    });
  });
  test.afterAll(async () => {
    await product?.discard();
    await bucket?.close();
  });

  test("a page sends the parts of a file straight there, and may send them nowhere else", async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    const context = await browser.newContext({ baseURL: product.url, locale: "en-US" });
    context.on("page", arriveWhole);
    await signIn(context, "ana@example.com");
    const ana = await context.newPage();
    const sent: string[] = [];
    const errors: string[] = [];
    ana.on("request", (request) => {
      if (request.method() === "PUT") sent.push(request.url());
    });
    ana.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    const page = await ana.goto("/w/acme/documents");
    const policy = page?.headers()["content-security-policy"] ?? "";
    expect(policy).toContain(`connect-src 'self' ${bucket.endpoint}/files/;`);
    const text = `# Quay\n\n${"The quay is swept on Fridays. ".repeat(400_000)}`;
    await ana.getByRole("button", { name: "Upload", exact: true }).click();
    const chooser = ana.waitForEvent("filechooser");
    await ana.getByRole("menuitem", { name: "Upload files" }).click();
    await (await chooser).setFiles({ name: "Quay.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
    await expect(ana.locator("[data-document]").filter({ hasText: "Quay" })).toBeVisible({ timeout: 60_000 });
    expect(sent).toHaveLength(2);
    for (const url of sent) expect(url).toMatch(`${bucket.endpoint}/files/`);
    expect(errors).toEqual([]);
    const refused = await ana.evaluate(
      (url) =>
        fetch(url, { method: "PUT", body: "x" }).then(
          () => "sent",
          () => "refused",
        ),
      `${bucket.endpoint}/others/x`,
    );
    expect(refused).toBe("refused");
    await context.close();
  });
});
