import { expect, test } from "../support/browser";

test("Parley says that it is up, and how it is", async ({ request, baseURL }) => {
  const up = await request.get(`${baseURL}/up`);
  expect(up.status()).toBe(200);
  expect(await up.json()).toEqual({ status: "ok" });

  // A part that did not answer its last probe in time is asked again within seconds.
  const health = async () => (await request.get(`${baseURL}/health`)).json();
  await expect.poll(health, { timeout: 20_000 }).toMatchObject({ status: "ok" });
});
