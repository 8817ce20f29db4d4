import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "@/lib/cli/migrate";
import { type RunningPostgres, startPostgres } from "@/lib/embedded/postgres";
import { newHome, type Product, startProduct, until } from "../support/product";

/** A database of the operator's own, which Parley does not start and cannot bring back. */
let home: string;
let server: RunningPostgres;
let product: Product;

beforeAll(async () => {
  home = newHome();
  server = await startPostgres({ home });
  const { databaseUrl } = await migrate({
    directUrl: server.superuserUrl,
    loginPassword: server.loginPassword,
  });
  await server.stop();
  product = await startProduct({
    env: { DATABASE_URL: databaseUrl ?? "", DIRECT_DATABASE_URL: server.superuserUrl },
  });
}, 240_000);

afterAll(async () => {
  await product?.discard();
  await server?.stop();
  rmSync(server?.dataDir ?? home, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

const statusOf = async (path: string) => (await fetch(`${product.url}${path}`)).status;

test("Parley starts without its database, says so, and goes on when it is there (F2)", async () => {
  expect(await statusOf("/up")).toBe(200);
  expect(await statusOf("/health")).toBe(503);
  expect(await (await fetch(`${product.url}/health`)).json()).toMatchObject({ status: "down" });

  const startedAt = performance.now();
  const response = await fetch(`${product.url}/api/v1/me`, { headers: { authorization: "Bearer nobody" } });
  expect(performance.now() - startedAt).toBeLessThan(4_000);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: "UNAVAILABLE", request_id: expect.any(String) });

  server = await startPostgres({ home, port: server.port });
  await until("everything is well again", async () => (await statusOf("/health")) === 200);
  expect(await statusOf("/api/v1/me")).toBe(401);
}, 120_000);
