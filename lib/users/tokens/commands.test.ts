import { createHmac, generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, MINUTE, manualClock, SECOND } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { type Cast, cast } from "@/tests/support/cast";
import { anonymous, openBrowser, serve, withBearer } from "@/tests/support/http";

const PASSWORD = "correct horse battery";
const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
let it: Cast;
let count = 0;

beforeAll(async () => {
  it = await cast({ clock });
  serve(it.ports);
});
afterAll(() => it.db.drop());
beforeEach(() => it.recorded.clear());

async function tokens() {
  const email = `token${++count}@example.com`;
  await openBrowser().post("/auth/register", { name: "Nora", email, password: PASSWORD });
  const { body, status } = await anonymous().post("/auth/token", { email, password: PASSWORD });
  expect(status).toBe(200);
  return { email, access: body.access_token as string, refresh: body.refresh_token as string, body };
}

const exchange = (refresh: string) => anonymous().post("/auth/refresh", { refresh_token: refresh });
const me = (access: string) => withBearer(access).get("/me");

test("a pair signs in for 15 minutes, and is exchanged for the next", async () => {
  const { access, refresh, body, email } = await tokens();
  expect(body).toMatchObject({ expires_in: 900, token_type: "Bearer" });
  expect((await me(access)).body.email).toBe(email);
  clock.advance(15 * MINUTE + 31 * SECOND);
  expect((await me(access)).status).toBe(401);
  const next = await exchange(refresh);
  expect(next.status).toBe(200);
  expect(next.body.refresh_token).not.toBe(refresh);
  expect((await me(next.body.access_token)).status).toBe(200);
});

test("two tabs and a phone that refresh at the same moment stay signed in, in one family", async () => {
  const { refresh } = await tokens();
  const answers = await Promise.all([exchange(refresh), exchange(refresh), exchange(refresh)]);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map((answer) => answer.body.refresh_token)).size).toBe(1);
  expect((await exchange(answers[0]?.body.refresh_token)).status).toBe(200);
});

test("the immediate predecessor gets the same successor for 20 seconds, and then ends the family", async () => {
  const { refresh } = await tokens();
  const first = (await exchange(refresh)).body;
  clock.advance(19 * SECOND);
  expect((await exchange(refresh)).body.refresh_token).toBe(first.refresh_token);
  clock.advance(2 * SECOND);
  expect((await exchange(refresh)).status).toBe(401);
  expect((await exchange(first.refresh_token)).status).toBe(401);
});

test("an older token is a copy: the family ends, access tokens too, it is written down, and the person is told", async () => {
  const { refresh, email } = await tokens();
  const second = (await exchange(refresh)).body;
  const third = (await exchange(second.refresh_token)).body;
  expect((await me(third.access_token)).status).toBe(200);

  expect((await exchange(refresh)).status).toBe(401);
  expect((await me(third.access_token)).status).toBe(401);
  expect((await exchange(third.refresh_token)).status).toBe(401);
  await expect
    .poll(() => it.recorded.mails.map(({ to, subject }) => ({ to, subject })))
    .toContainEqual({
      to: email,
      subject: "An access to your Parley account was ended",
    });
  const kinds = await it.db.superuser<{ kind: string }>(
    'select kind from "AccountEvent" e join "User" u on u.id = e."userId" where u.email = $1',
    [email],
  );
  expect(kinds.map(({ kind }) => kind)).toContain("token_reused");
  // Once: what comes after the end of the family is only refused.
  await exchange(refresh);
  await exchange(second.refresh_token);
  const reused = it.recorded.mails.filter(({ subject }) => subject.includes("was ended"));
  expect(reused).toHaveLength(1);
});

test("a refresh token lives 30 days, and its family 180", async () => {
  const { refresh } = await tokens();
  clock.advance(30 * DAY);
  expect((await exchange(refresh)).status).toBe(401);
  let current = (await tokens()).refresh;
  for (let day = 0; day < 174; day += 29) {
    clock.advance(29 * DAY);
    current = (await exchange(current)).body.refresh_token;
    expect(current).toBeTypeOf("string");
  }
  clock.advance(7 * DAY);
  expect((await exchange(current)).status).toBe(401);
});

test("a revoked pair is of no use, and revoking what never was answers alike", async () => {
  const { access, refresh } = await tokens();
  const revoke = (token: string) => anonymous().post("/auth/revoke", { refresh_token: token });
  expect((await revoke(refresh)).status).toBe(204);
  expect((await me(access)).status).toBe(401);
  expect((await exchange(refresh)).status).toBe(401);
  expect((await revoke(refresh)).status).toBe(204);
  expect((await revoke("nothing")).status).toBe(204);
});

test("refresh tokens are kept as hashes, and a successor only sealed", async () => {
  const { refresh } = await tokens();
  const next = (await exchange(refresh)).body.refresh_token;
  const rows = await it.db.superuser('select * from "RefreshToken"');
  const everything = JSON.stringify(rows);
  expect(everything).not.toContain(refresh);
  expect(everything).not.toContain(next);
});

test("what is signed otherwise than by us is not a token", async () => {
  const { access } = await tokens();
  const [head = "", body = "", signature = ""] = access.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString());
  const header = JSON.parse(Buffer.from(head, "base64url").toString());
  expect(header).toMatchObject({ alg: "HS256", typ: "at+jwt", kid: expect.any(String) });
  const [key] = it.ports.site.signingKeys;
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const sign = (h: object, c: object, secret: Uint8Array | string = key.bytes) => {
    const signed = `${part(h)}.${part(c)}`;
    return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
  };
  // The premise: what we sign the same way is taken.
  expect((await me(sign(header, claims))).status).toBe(200);

  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const rs256 = await new SignJWT(claims).setProtectedHeader({ ...header, alg: "RS256" }).sign(privateKey);
  const attacks: Record<string, string> = {
    "alg none": `${part({ ...header, alg: "none" })}.${body}.`,
    "alg None with the old signature": `${part({ ...header, alg: "None" })}.${body}.${signature}`,
    "no signature": `${head}.${body}.`,
    "a changed subject": `${head}.${part({ ...claims, sub: newId() })}.${signature}`,
    "another key": sign(header, claims, "guessed"),
    "a public key as the secret": sign(header, claims, pem),
    "RS256 by a key of one's own": rs256,
    "a key in the header": sign(
      { ...header, jwk: { kty: "oct", k: "AAAA" } },
      claims,
      Buffer.from([0, 0, 0]),
    ),
    "a key from an address": sign(
      { ...header, kid: "x", jku: "https://evil.example/jwks.json" },
      claims,
      "x",
    ),
    "a kid that is a path": sign({ ...header, kid: "../../dev/null" }, claims, ""),
    "a kid that is SQL": sign({ ...header, kid: "' or 1=1 --" }, claims, ""),
    "no kid": sign({ alg: "HS256", typ: "at+jwt" }, claims),
    "another type": sign({ ...header, typ: "JWT" }, claims),
    "no type": sign({ alg: "HS256", kid: header.kid }, claims),
    "another issuer": sign(header, { ...claims, iss: "https://other.example" }),
    "another audience": sign(header, { ...claims, aud: "parley-ops" }),
    "no expiry": sign(header, { ...claims, exp: undefined }),
    expired: sign(header, { ...claims, exp: claims.iat - 60 }),
    "not yet valid": sign(header, { ...claims, nbf: claims.iat + 600 }),
    "no session": sign(header, { ...claims, sid: undefined }),
    "a session that never was": sign(header, { ...claims, sid: newId() }),
    "another person's subject, signed": sign(header, { ...claims, sub: it.ana.userId }),
    "a subject that is no id": sign(header, { ...claims, sub: "1 or 1=1" }),
    "critical extensions": sign({ ...header, crit: ["exp2"], exp2: 1 }, claims),
  };
  for (const [name, token] of Object.entries(attacks)) expect((await me(token)).status, name).toBe(401);
});

test("a refresh token is no access token, and an access token no refresh token", async () => {
  const { access, refresh } = await tokens();
  expect((await me(refresh)).status).toBe(401);
  expect((await exchange(access)).status).toBe(422);
  expect((await exchange(access.slice(0, 190))).status).toBe(401);
});

test("a key that was replaced still verifies, and one that was taken away does not", async () => {
  const { createSite } = await import("@/lib/adapters/site/site");
  const site = (...authSecrets: string[]) =>
    createSite({
      isLocal: true,
      url: it.ports.site.url,
      authSecrets,
      secretsKeys: [`k1:${Buffer.alloc(32, 7).toString("base64")}`],
    });
  serve({ ...it.ports, site: site("old") });
  const { access } = await tokens();
  serve({ ...it.ports, site: site("new", "old") });
  expect((await me(access)).status).toBe(200);
  serve({ ...it.ports, site: site("new") });
  expect((await me(access)).status).toBe(401);
  serve(it.ports);
});
