import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBook } from "../support/make-book";
import { type Product, startProduct, until } from "../support/product";
import { clientOf, type ProductClient } from "../support/product-client";
import { seededHome } from "../support/seeded-home";

/** F13 for documents: the process that reads them is killed in the middle, and what it was reading is found once, whole. */
let product: Product;
let ana: ProductClient;

beforeAll(async () => {
  product = await startProduct({ home: await seededHome() });
  ana = await clientOf(product);
}, 240_000);
afterAll(() => product?.discard());

const PAGES = 300;

const stageOf = async (id: string) => {
  const [row] = await product.sql<{ status: string; stage: string; progress: number }>(
    'select status, stage, progress from "Document" where id = $1',
    [id],
  );
  return row ?? { status: "", stage: "", progress: 0 };
};

test("a worker killed while it reads, and again while it indexes, leaves a document that is found once and whole", async () => {
  const id = await ana.bring("book.pdf", makeBook(PAGES, "book"));
  const kill = async () => {
    const pid = product.pid("worker");
    product.kill("worker");
    await product.recovered("worker", pid);
  };
  await until("it is being read", async () => (await stageOf(id)).status === "processing");
  await kill();
  await until("it is cut", async () => ["cut", "indexed"].includes((await stageOf(id)).stage), 120_000);
  expect(await stageOf(id), "the premise: it is in the middle").toMatchObject({
    status: "processing",
    stage: "cut",
  });
  await kill();
  await until("it is found", async () => (await stageOf(id)).status === "ready", 180_000);

  const [passages] = await product.sql<{ count: number; distinct: number; pages: number }>(
    `select count(*)::int as count, count(distinct p.ordinal)::int as distinct, count(distinct p.anchor->>'page')::int as pages
     from "Passage" p join "Source" s on s."workspaceId" = p."workspaceId" and s.id = p."sourceId" where s."subjectId" = $1`,
    [id],
  );
  expect(passages?.pages).toBe(PAGES);
  expect(passages?.count).toBe(passages?.distinct);
  const [postings] = await product.sql<{ bare: number }>(
    `select count(*)::int as bare from "Passage" p join "Source" s on s."workspaceId" = p."workspaceId" and s.id = p."sourceId"
     where s."subjectId" = $1 and not exists (select from search.posting t where t.workspace_id = p."workspaceId" and t.passage_key = p.key)`,
    [id],
  );
  expect(postings?.bare, "each with its postings").toBe(0);
}, 400_000);
