import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { JOBS } from "@/inngest";
import { readRegistration } from "@/lib/embedded/jobs/functions";
import { askForFunctions } from "@/lib/embedded/jobs/handler";
import { openWire } from "@/lib/embedded/jobs/wire";
import { SIGNING_KEY } from "@/tests/support/jobs-keys";

type Method = "GET" | "POST" | "PUT";
let route: typeof import("./route");
const server = createServer(async (request, response) => {
  const answer = await route[request.method as Method](await toRequest(request), undefined);
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
});
let url: string;

beforeAll(async () => {
  process.env.INNGEST_SIGNING_KEY = SIGNING_KEY;
  process.env.INNGEST_EVENT_KEY = "event-key";
  process.env.INNGEST_DEV = "1"; // must change nothing
  route = await import("./route");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/inngest`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function toRequest(incoming: IncomingMessage): Promise<NextRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  return new NextRequest(new URL(incoming.url ?? "", url), {
    method: incoming.method ?? "GET",
    headers,
    body: body.length > 0 ? body : null,
  });
}

test("every job registers, by a signed request, and none is refused by the embedded executor", async () => {
  const wire = openWire();
  const registration = readRegistration(await askForFunctions({ wire, url, signingKey: SIGNING_KEY }));
  wire.close();
  expect(registration.refusals).toEqual([]);
  expect([...registration.functions.keys()].sort()).toEqual(JOBS.map(({ id }) => `parley-${id}`).sort());
});

test("nothing unsigned is answered, dev mode or not", async () => {
  for (const method of ["GET", "POST", "PUT"]) {
    const response = await fetch(`${url}?fnId=parley-sweep-outbox&stepId=step`, {
      method,
      body: method === "GET" ? null : "{}",
    });
    expect([method, response.status]).toEqual([method, 401]);
  }
});

test("a signature with another key, or an old one, is no signature", async () => {
  const wire = openWire();
  const other = `signkey-test-${"f".repeat(64)}`;
  await expect(askForFunctions({ wire, url, signingKey: other })).rejects.toThrow("401");
  wire.close();
});
