import { expect, inject, test } from "vitest";
import { parseEnv } from "@/lib/adapters/env";
import { whatIsConfigured, whatIsNotRead } from "./doctor/findings";
import { productionChecklist } from "./doctor/production";

const missingOf = async (variables: Record<string, string>) =>
  (await productionChecklist(parseEnv(variables)))
    .filter(({ sign }) => sign === "missing")
    .map(({ name }) => name);

test("with nothing configured everything is embedded, and a model is suggested", () => {
  const findings = whatIsConfigured(parseEnv({}));
  expect(findings.filter(({ sign }) => sign === "missing")).toEqual([]);
  expect(findings.find(({ name }) => name === "Database")?.sentence).toContain("embedded");
  expect(findings.find(({ name }) => name === "Models")).toMatchObject({ sign: "note" });
});

test("a server of OpenAI's protocol is named by its host, with or without a key", () => {
  const findings = whatIsConfigured(parseEnv({ OPENAI_BASE_URL: "http://localhost:11434/v1" }));
  expect(findings.find(({ name }) => name === "Models")?.sentence).toContain(
    "OpenAI's protocol at localhost",
  );
});

test("a variable that nobody reads is named, whether it is misspelled or of another version", () => {
  const named = whatIsNotRead(["PATH", "OPENAI_API_KEY", "OPENAI_APIKEY", "PUSHER_HOSTNAME", "npm_config_x"]);
  expect(named.map(({ name }) => name)).toEqual(["OPENAI_APIKEY", "PUSHER_HOSTNAME"]);
  expect(named[1]?.sentence).toContain("does not read it");
});

test("the checklist names what people outside would miss", async () => {
  expect(await missingOf({})).toEqual(["APP_URL", "AUTH_SECRET", "SECRETS_KEYS", "SMTP_URL"]);
  expect(await missingOf({ VERCEL: "1" })).toEqual(
    expect.arrayContaining(["DATABASE_URL", "PUSHER_KEY", "INNGEST_SIGNING_KEY", "BLOB_READ_WRITE_TOKEN"]),
  );
});

test("an address on this machine is none for people outside", async () => {
  expect(await missingOf({ APP_URL: "https://localhost:3000" })).toContain("APP_URL");
  expect(await missingOf({ APP_URL: "https://parley.example.com" })).not.toContain("APP_URL");
});

test("a database role that row-level security does not bind is found", async () => {
  const { superuserUrl } = inject("postgres");
  expect(await missingOf({ DATABASE_URL: superuserUrl })).toContain("DATABASE_URL");
});

test("a database that does not answer is found, with what it said", async () => {
  const findings = await productionChecklist(
    parseEnv({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }),
  );
  expect(findings.find(({ name }) => name === "DATABASE_URL")?.sentence).toMatch(
    /does not answer: .*ECONNREFUSED/,
  );
});
