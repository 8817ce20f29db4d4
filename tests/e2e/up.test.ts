import { expect, test } from "../support/browser";

test("Parley says that it is up, and how it is", async ({ request, baseURL }) => {
  const up = await request.get(`${baseURL}/up`);
  expect(up.status()).toBe(200);
  expect(await up.json()).toEqual({ status: "ok" });

  const health = await request.get(`${baseURL}/health`);
  expect(await health.json()).toMatchObject({ status: "ok" });
});
