import { randomUUID } from "node:crypto";
import { type Metronome, startMetronome, wordOf } from "../support/metronome";
import { type Product, startProduct } from "../support/product";
import { median, percentile, print } from "./table";

/**
 * What Parley adds to a provider's own stream, measured in the same run: the provider writes down when each chunk left, a plain client
 * reads it directly (the floor), and two browsers' worth of clients read the same pace through Parley: the asker, and a teammate
 * who reads the run's log.
 */
const RUNS = Number(process.env.BENCH_RUNS ?? 20);
const PACE = { chunks: 2_000, perSecond: 1_000, firstAfterMs: 50 };

const provider = await startMetronome(PACE);
const product = await startProduct({ env: { OPENAI_API_KEY: "bench", OPENAI_BASE_URL: provider.baseUrl } });
try {
  await product.sql('update "RateLimit" set most = 10000000');
  const cookie = await signIn(product);
  const channel = await generalOf(product, cookie);
  const floor: Reading[] = [];
  const asked: Reading[] = [];
  const teammate: Reading[] = [];
  const prepared: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    floor.push(await readFloor(provider));
    const both = await readThroughParley(product, cookie, channel, provider);
    asked.push(both.asker);
    teammate.push(both.teammate);
    prepared.push(both.preparedMs);
  }
  print(`bench:stream, ${RUNS} answers of ${PACE.chunks} chunks at ${PACE.perSecond} a second`, [
    ["", "first token ms p50", "p95", "chunk ms p50", "p95", "chunks/s", "of the provider's", "lost"],
    row("provider to a plain client (floor)", floor),
    row("asker", asked),
    row("teammate, from the log", teammate),
  ]);
  print("added by Parley to the first token", [
    ["", "p50 ms", "p95 ms", "ratio p50"],
    ["asker", added(asked, floor, 50), added(asked, floor, 95), ratio(asked, floor)],
    [
      "teammate, from the log",
      added(teammate, floor, 50),
      added(teammate, floor, 95),
      ratio(teammate, floor),
    ],
  ]);
  print("from the question to the provider: permission, retrieval, prompt", [
    ["", "p50 ms", "p95 ms"],
    ["asked to sent", ms(median(prepared)), ms(percentile(prepared, 95))],
  ]);
} finally {
  await product.discard();
  await provider.close();
}

/** Of one answer: how long after it left each word was there, the pace at which words came as a share of the provider's, and what is missing. */
type Reading = { firstMs: number; chunkMs: number[]; perSecond: number; share: number; lost: number };

function readingOf(arrivedAt: number[], sentAt: number[]): Reading {
  const chunkMs = arrivedAt.map((at, index) => at - (sentAt[index] ?? Number.NaN));
  const paceOf = (times: number[]) => (1_000 * (times.length - 1)) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
  const perSecond = paceOf(arrivedAt);
  return {
    firstMs: chunkMs[0] ?? Number.NaN,
    chunkMs,
    perSecond,
    share: perSecond / paceOf(sentAt),
    lost: PACE.chunks - arrivedAt.length,
  };
}

async function readFloor({ baseUrl, answers }: Metronome): Promise<Reading> {
  const body = JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: "count" }] });
  const response = await fetch(`${baseUrl}/chat/completions`, { method: "POST", body });
  const arrivedAt = await arrivalsOf(response, (event) => JSON.parse(event).choices?.[0]?.delta?.content);
  return readingOf(arrivedAt, answers.at(-1)?.sentAt ?? []);
}

async function readThroughParley(product: Product, cookie: string, channel: string, { answers }: Metronome) {
  const at = `${product.url}/api/v1/workspaces/acme`;
  const sent = await post(`${at}/conversations/${channel}/messages`, cookie, {
    client_id: randomUUID(),
    body: "Please count.",
  });
  const { id } = await sent.json();
  const askedAt = performance.now();
  const response = await post(`${at}/conversations/${channel}/runs`, cookie, { message_id: id });
  const runId = response.headers.get("x-run-id");
  const log = await fetch(`${at}/runs/${runId}/stream`, { headers: { cookie } });
  const deltaOf = (event: string) => {
    const part = JSON.parse(event);
    return part.type === "text-delta" ? part.delta : undefined;
  };
  const [asker, teammate] = await Promise.all([arrivalsOf(response, deltaOf), arrivalsOf(log, deltaOf)]);
  const sentAt = answers.at(-1)?.sentAt ?? [];
  const preparedMs = (sentAt[0] ?? Number.NaN) - PACE.firstAfterMs - askedAt;
  return { asker: readingOf(asker, sentAt), teammate: readingOf(teammate, sentAt), preparedMs };
}

/** When each of the provider's words had arrived, however they were joined on the way. */
async function arrivalsOf(
  response: Response,
  textOf: (event: string) => string | undefined,
): Promise<number[]> {
  if (!response.ok || !response.body)
    throw new Error(`No stream: ${response.status} ${await response.text()}`);
  const arrivedAt: number[] = [];
  let text = "";
  let rest = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("data: {")) text += textOf(line.slice(6)) ?? "";
      for (
        let word = wordOf(arrivedAt.length + 1);
        text.startsWith(word);
        word = wordOf(arrivedAt.length + 1)
      ) {
        arrivedAt.push(performance.now());
        text = text.slice(word.length);
      }
    }
  }
  return arrivedAt;
}

async function post(url: string, cookie: string, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json", origin: new URL(url).origin, cookie };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}

async function signIn({ url }: Product): Promise<string> {
  const response = await post(`${url}/api/v1/auth/session`, "", {
    email: "ana@example.com",
    password: "parley-demo",
  });
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

async function generalOf({ url }: Product, cookie: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/workspaces/acme/conversations?limit=100`, {
    headers: { cookie },
  });
  const { items }: { items: { id: string; name: string }[] } = await response.json();
  const general = items.find(({ name }) => name === "general");
  if (!general) throw new Error("There is no #general.");
  return general.id;
}

function row(name: string, readings: Reading[]): string[] {
  const chunks = readings.flatMap(({ chunkMs }) => chunkMs);
  const firsts = readings.map(({ firstMs }) => firstMs);
  return [
    name,
    ms(median(firsts)),
    ms(percentile(firsts, 95)),
    ms(median(chunks)),
    ms(percentile(chunks, 95)),
    median(readings.map(({ perSecond }) => perSecond)).toFixed(0),
    `${(100 * median(readings.map(({ share }) => share))).toFixed(1)} %`,
    String(readings.reduce((sum, { lost }) => sum + lost, 0)),
  ];
}

function firstAt(readings: Reading[], p: number): number {
  return percentile(
    readings.map(({ firstMs }) => firstMs),
    p,
  );
}

function added(readings: Reading[], floor: Reading[], p: number): string {
  return ms(firstAt(readings, p) - firstAt(floor, p));
}

function ratio(readings: Reading[], floor: Reading[]): string {
  return (firstAt(readings, 50) / firstAt(floor, 50)).toFixed(1);
}

function ms(value: number): string {
  return value.toFixed(1);
}
