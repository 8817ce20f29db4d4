import { expect, inject, test } from "vitest";
import { parseEnv } from "@/lib/adapters/env";
import { whatIsConfigured } from "./doctor/findings";
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
