import { expect, test } from "vitest";
import { parseEnv } from "./env";
import { choosePorts } from "./index";

const ALL = {
  DATABASE_URL: "postgres://parley_login:x@127.0.0.1:1/parley",
  PUSHER_APP_ID: "1",
  PUSHER_KEY: "key",
  PUSHER_SECRET: "secret",
  INNGEST_EVENT_KEY: "event",
  INNGEST_SIGNING_KEY: "signkey-test-00",
  AUTH_SECRET: "a secret of more than thirty-two characters",
  SECRETS_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
};

const choose = (more: Record<string, string> = {}) => choosePorts(parseEnv({ ...ALL, ...more }));

test.each(Object.keys(ALL))("without %s the choice stops with a sentence that names it", async (name) => {
  const { [name as keyof typeof ALL]: _, ...rest } = ALL;
  await expect(choosePorts(parseEnv(rest))).rejects.toThrow(name);
});

test("without SMTP mail is kept, with it mail leaves", async () => {
  expect((await choose()).mail.kept).toBeInstanceOf(Function);
  expect((await choose({ SMTP_URL: "smtp://127.0.0.1:1" })).mail.kept).toBeNull();
});

test("the browser is led to the page's own address, or to the service", async () => {
  const embedded = {
    PUSHER_HOST: "127.0.0.1",
    PUSHER_PORT: "3000",
    PUSHER_TLS: "false",
    PUSHER_SOCKET: "page",
  };
  expect((await choose(embedded)).realtime.browser).toMatchObject({ host: "", path: "/realtime" });
  expect((await choose({ PUSHER_CLUSTER: "eu" })).realtime.browser).toMatchObject({
    host: null,
    cluster: "eu",
    tls: true,
  });
});

test("files on this disk pass through us, those in a bucket are read where they are", async () => {
  const options = { seconds: 60, filename: "a.txt", contentType: "text/plain" };
  const disk = (await choose()).blob;
  expect(await disk.readUrl("aa/bb", options).catch(() => null)).toBeNull();
});

test("links are built from the configured address", async () => {
  expect((await choose({ APP_URL: "https://parley.example.com/" })).site.url).toBe(
    "https://parley.example.com",
  );
});
