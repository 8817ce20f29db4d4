import { afterAll, beforeAll, expect, test, vi } from "vitest";

const expires = new Date("2026-03-16T09:00:00Z");

async function cookiesOf(url: string) {
  vi.resetModules();
  vi.stubEnv("APP_URL", url);
  vi.stubEnv("PARLEY_INSTANCE", "a1b2c3d4");
  return import("./cookies");
}

beforeAll(() => vi.resetModules());
afterAll(() => vi.unstubAllEnvs());

test("on https every cookie is __Host-, Secure, HttpOnly and SameSite=Lax", async () => {
  const cookies = await cookiesOf("https://parley.example");
  expect([
    cookies.sessionCookie("TOKEN", expires),
    cookies.sessionCookie("TOKEN", null),
    cookies.clearedSessionCookie(),
    cookies.deviceCookie("DEVICE"),
  ]).toMatchInlineSnapshot(`
    [
      "__Host-parley_session=TOKEN; Path=/; HttpOnly; SameSite=Lax; Expires=Mon, 16 Mar 2026 09:00:00 GMT; Secure",
      "__Host-parley_session=TOKEN; Path=/; HttpOnly; SameSite=Lax; Secure",
      "__Host-parley_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure",
      "__Host-parley_device=DEVICE; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000; Secure",
    ]
  `);
});

test("on http loopback they carry the instance's id, so that two copies do not sign each other out", async () => {
  const cookies = await cookiesOf("http://localhost:3000");
  expect([
    cookies.sessionCookie("TOKEN", expires),
    cookies.clearedSessionCookie(),
    cookies.deviceCookie("DEVICE"),
  ]).toMatchInlineSnapshot(`
    [
      "parley_session_a1b2c3d4=TOKEN; Path=/; HttpOnly; SameSite=Lax; Expires=Mon, 16 Mar 2026 09:00:00 GMT",
      "parley_session_a1b2c3d4=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0",
      "parley_device_a1b2c3d4=DEVICE; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000",
    ]
  `);
});

test("a cookie is found by its whole name", async () => {
  const { readSessionCookie } = await cookiesOf("https://parley.example");
  expect(readSessionCookie("a=1; __Host-parley_session=TOKEN; b=2")).toBe("TOKEN");
  expect(readSessionCookie("x__Host-parley_session=TOKEN")).toBeNull();
  expect(readSessionCookie("parley_session=TOKEN")).toBeNull();
  expect(readSessionCookie("__Host-parley_session=")).toBeNull();
  expect(readSessionCookie(null)).toBeNull();
});
