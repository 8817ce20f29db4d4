import { spawnSync } from "node:child_process";
import { connect } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRunning, newHome, type Product, startProduct, until } from "../support/product";
import { seededHome } from "../support/seeded-home";

const ROOT = path.resolve(import.meta.dirname, "../..");

describe("Parley, started", () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
  }, 240_000);

  afterAll(() => product?.discard());

  test("a second start in the same folder says where the first runs, and leaves it alone", async () => {
    const second = spawnSync(process.execPath, ["--import", "tsx", "lib/embedded/start.ts"], {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...process.env, PARLEY_HOME: product.home },
    });
    expect(second.stdout).toContain(`Parley is already running at ${product.url}`);
    expect(second.status).toBe(0);
    expect((await fetch(`${product.url}/up`)).status).toBe(200);
  });

  test.each(["web", "worker", "database"] as const)(
    "a killed %s comes back under the same address",
    async (name) => {
      const former = product.pid(name);
      product.kill(name);
      await product.recovered(name, former);
      expect(await (await fetch(`${product.url}/health`)).json()).toMatchObject({ status: "ok" });
    },
  );

  test("only this machine's own names are answered", async () => {
    const answer = await rawRequest(
      product.url,
      "GET / HTTP/1.1\r\nhost: parley.example.com\r\nconnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("set APP_URL");
  });

  test("two folders run side by side, each on its own port", async () => {
    const other = await startProduct({ port: Number(new URL(product.url).port) });
    try {
      expect(other.url).not.toBe(product.url);
      expect(other.output()).toContain("is taken, so Parley moved");
      expect((await fetch(`${other.url}/health`)).status).toBe(200);
      expect((await fetch(`${product.url}/health`)).status).toBe(200);
    } finally {
      await other.discard();
    }
  }, 120_000);
});

test("Ctrl-C finishes what runs, refuses what is new, and leaves no process", async () => {
  const product = await startProduct({ home: await seededHome() });
  const pids = (["launcher", "web", "worker", "database"] as const).map((name) => product.pid(name));
  const slow = await openSlowRequest(product.url);

  const stopped = product.stop();
  await until("new connections are refused", () => isRefused(product.url));
  slow.finish();
  expect(await slow.answer).toMatch(/^HTTP\/1\.1 204 /);

  expect(await stopped).toBe(0);
  expect(pids.filter(isRunning)).toEqual([]);
  await product.discard();
}, 240_000);

test("a terminal that went away keeps nothing from being stopped in order", async () => {
  const product = await startProduct({ home: await seededHome() });
  const pids = (["launcher", "web", "worker", "database"] as const).map((name) => product.pid(name));
  product.closeOutput();
  product.kill("worker"); // which the launcher would like to mention
  expect(await product.stop()).toBe(0);
  expect(pids.filter(isRunning)).toEqual([]);
  await product.discard();
}, 240_000);

test("after kill -9 of the launcher the rest ends, and the next start adopts the database with what was in it", async () => {
  const first = await startProduct({ home: await seededHome() });
  const { home } = first;
  await first.sql("create schema notes"); // of our own, where the proof of the tenants' walls does not look
  await first.sql("create table notes.kept (word text)");
  await first.sql("insert into notes.kept values ('acknowledged')");
  const [web, worker, database] = [first.pid("web"), first.pid("worker"), first.pid("database")];

  first.kill("launcher");
  await until("web and worker have ended", () => !isRunning(web) && !isRunning(worker));
  expect(isRunning(database)).toBe(true);

  const startedAt = Date.now();
  const second = await startProduct({ home, port: Number(new URL(first.url).port) });
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  expect(second.pid("database")).toBe(database);
  expect(await second.sql("select word from notes.kept")).toEqual([{ word: "acknowledged" }]);
  await second.discard();
  expect(isRunning(database)).toBe(false);
}, 240_000);

test("a malformed variable stops the start with one sentence that names it", () => {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "lib/embedded/start.ts"], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, PARLEY_HOME: newHome(), DATABASE_URL: "not a url" },
  });
  expect(status).toBe(1);
  expect(stderr.trim()).toBe("Parley cannot start with this environment: DATABASE_URL must be a URL.");
});

test("beyond this machine nothing is generated", () => {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "lib/embedded/start.ts"], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, PARLEY_HOME: newHome(), APP_URL: "https://parley.example.com" },
  });
  expect(status).toBe(1);
  expect(stderr).toContain("needs AUTH_SECRET and SECRETS_KEYS");
});

// The sources must be readable for the other user, which a clone under root's own home is not.
const isReadable = process.getuid?.() === 0 && !ROOT.startsWith("/root");

test.runIf(isReadable)(
  "an ordinary user starts it as well as root",
  async () => {
    const product = await startProduct({ uid: 65_534 });
    expect((await fetch(`${product.url}/health`)).status).toBe(200);
    expect(await product.stop()).toBe(0);
    await product.discard();
  },
  240_000,
);

function rawRequest(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(url).port) });
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.once("close", () => resolve(answer));
    socket.once("error", reject);
    socket.write(text);
  });
}

/** A request whose body has only begun: it runs until `finish`. */
async function openSlowRequest(url: string): Promise<{ finish(): void; answer: Promise<string> }> {
  const socket = connect({ host: "127.0.0.1", port: Number(new URL(url).port) });
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  const answer = new Promise<string>((resolve) => socket.once("close", () => resolve(text)));
  socket.write(
    "POST /api/csp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/csp-report\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n",
  );
  await until("the request is being handled", () => text.includes("100 Continue"));
  text = "";
  return { finish: () => socket.write("{}"), answer };
}

function isRefused(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(url).port) });
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", () => resolve(true));
  });
}
