import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

async function addressWith(variables: Record<string, string>, headers: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { addressOf } = await import("./origin");
  return addressOf(new Headers(headers));
}

test("X-Forwarded-For counts only behind a trusted proxy, and then what that proxy wrote", async () => {
  const headers = { "x-forwarded-for": "203.0.113.1, 198.51.100.7", "x-parley-address": "192.0.2.9" };
  expect((await addressWith({}, headers)).ip).toBe("192.0.2.9");
  expect((await addressWith({ TRUST_PROXY: "true" }, headers)).ip).toBe("198.51.100.7");
  expect((await addressWith({ VERCEL: "1" }, headers)).ip).toBe("198.51.100.7");
});

test("where our own server does not run, nobody names their own address", async () => {
  expect((await addressWith({ VERCEL: "1" }, { "x-parley-address": "192.0.2.9" })).ip).toBeNull();
});

test("what is no address is none", async () => {
  const { ip, network } = await addressWith({}, { "x-parley-address": "<script>" });
  expect([ip, network]).toEqual([null, "unknown"]);
});

test.each([
  ["203.0.113.77", "203.0.113"],
  ["::ffff:203.0.113.77", "203.0.113"],
  ["2001:db8:1:2::3", "2001:db8:1"],
  ["::1", "::1"],
])("%s is counted as %s", async (address, network) => {
  expect((await addressWith({}, { "x-parley-address": address })).network).toBe(network);
});
