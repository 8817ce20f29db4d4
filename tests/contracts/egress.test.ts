import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createEgress, type EgressError, egressFetch, type ResolvedAddress } from "@/lib/adapters/egress";
import { isPublicAddress } from "@/lib/adapters/public-address";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "let through",
    (error: EgressError) => error.reason,
  );

const PRIVATE = [
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "100.127.255.254",
  "192.0.0.8",
  "192.0.2.1",
  "192.88.99.1",
  "198.18.0.1",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:10.0.0.1",
  "::ffff:0:7f00:1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::a00:1",
  "2002:7f00:1::",
  "2001::7f00:1",
  "2001:db8::1",
  "3fff::1",
  "100::1",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "5f00::1",
  "not an address",
  "",
];

const SPELLINGS = [
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0177.0.0.1/",
  "http://0x7f000001/",
  "http://0x7f.0.0.1/",
  "http://0/",
  "http://127.0.0.1./",
  "http://%31%32%37.0.0.1/",
  "http://①②⑦.⓪.⓪.①/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "http://[64:ff9b::127.0.0.1]/",
  "http://169.254.169.254/latest/meta-data/",
];

describe("addresses", () => {
  test.each(PRIVATE)("%s is not public", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450:4001::1"])(
    "%s is public",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each(SPELLINGS)("%s is refused before anything is sent", async (url) => {
    expect(await refusal(egressFetch(url))).toBe("address");
  });

  test("a name that resolves to a private address is refused, whatever else it resolves to", async () => {
    const mixed: ResolvedAddress[] = [
      { address: "8.8.8.8", family: 4 },
      { address: "10.0.0.1", family: 4 },
    ];
    expect(await refusal(createEgress(async () => mixed)("http://mixed.example/"))).toBe("address");
    expect(await refusal(egressFetch("http://localhost/"))).toBe("address");
    // Whether the resolver knows the rooted spelling is its own affair.
    expect(["address", "unresolved"]).toContain(await refusal(egressFetch("http://localhost./")));
  });

  test("other schemes and addresses that carry a password are refused", async () => {
    for (const url of [
      "file:///etc/passwd",
      "ftp://example.com/",
      "data:text/plain,x",
      "gopher://example.com/",
    ]) {
      expect(await refusal(egressFetch(url))).toBe("scheme");
    }
    expect(await refusal(egressFetch("http://user:secret@example.com/"))).toBe("credentials");
  });
});

describe("one resolution", () => {
  test("connects to the address that was judged, not to what the name says a moment later", async () => {
    const base = await serve((request, response) => response.end(request.headers.host));
    const port = new URL(base).port;
    const answers = [[{ address: "127.0.0.1", family: 4 }], [{ address: "10.255.255.1", family: 4 }]];
    let asked = 0;
    const fetchRebinding = createEgress(async () => answers[asked++] ?? []);

    const response = await fetchRebinding(`http://rebinding.example:${port}/`, { allowPrivate: true });
    expect(await response.text()).toBe(`rebinding.example:${port}`);
    expect(asked).toBe(1);
  });

  test("says that a name does not resolve, or has no address", async () => {
    expect(await refusal(createEgress(async () => [])("http://empty.example/"))).toBe("unresolved");
    const failing = createEgress(async () => {
      throw new Error("ENOTFOUND");
    });
    expect(await refusal(failing("http://missing.example/"))).toBe("unresolved");
  });

  test("says that nobody listens", async () => {
    const base = await serve(() => {});
    const [server] = servers.splice(0);
    await new Promise((done) => server?.close(done));
    expect(await refusal(egressFetch(base, { allowPrivate: true }))).toBe("unreachable");
  });
});

describe("redirects", () => {
  test("five are followed, the sixth is not", async () => {
    const base = await serve((request, response) => {
      const left = Number(new URL(request.url ?? "/", "http://x").searchParams.get("left"));
      if (left === 0) return response.end("arrived");
      response.writeHead(302, { location: `/?left=${left - 1}` }).end();
    });
    const arrived = await egressFetch(`${base}/?left=5`, { allowPrivate: true });
    expect(await arrived.text()).toBe("arrived");
    expect(arrived.url).toBe(`${base}/?left=0`);
    expect(await refusal(egressFetch(`${base}/?left=6`, { allowPrivate: true }))).toBe("redirects");
  });

  test("a redirect to another origin is judged as any stranger, also from a private base", async () => {
    const inner = await serve((_, response) => response.end("secret"));
    const base = await serve((_, response) => response.writeHead(302, { location: inner }).end());
    expect(await refusal(egressFetch(base, { allowPrivate: true }))).toBe("address");
    const toFile = await serve((_, response) =>
      response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    );
    expect(await refusal(egressFetch(toFile, { allowPrivate: true }))).toBe("scheme");
  });

  test("307 repeats the method and the body, 303 becomes a GET", async () => {
    const base = await serve((request, response) => {
      if (request.url === "/keep") return response.writeHead(307, { location: "/end" }).end();
      if (request.url === "/get") return response.writeHead(303, { location: "/end" }).end();
      let body = "";
      request
        .on("data", (chunk) => (body += chunk))
        .on("end", () => response.end(`${request.method} ${body}`));
    });
    const post = { method: "POST", body: "hello", allowPrivate: true };
    expect(await (await egressFetch(`${base}/keep`, post)).text()).toBe("POST hello");
    expect(await (await egressFetch(`${base}/get`, post)).text()).toBe("GET ");
  });
});

describe("bounds", () => {
  test("an answer that announces too much is refused, and one that sends too much ends in an error", async () => {
    const base = await serve((request, response) => {
      if (request.url === "/announced")
        return response.writeHead(200, { "content-length": "2000" }).end("x".repeat(2000));
      response.write("x".repeat(800));
      response.end("x".repeat(800));
    });
    const bounds = { allowPrivate: true, maxBytes: 1000 };
    expect(await refusal(egressFetch(`${base}/announced`, bounds))).toBe("too-large");
    const response = await egressFetch(`${base}/streamed`, bounds);
    expect(await refusal(response.text())).toBe("too-large");
  });

  test("what counts is the decoded size: a bomb does not pass in its wrapping", async () => {
    const base = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(1_000_000)));
    });
    const small = await egressFetch(base, { allowPrivate: true, maxBytes: 100_000 });
    expect(await refusal(small.text())).toBe("too-large");
    const whole = await egressFetch(base, { allowPrivate: true });
    expect(await whole.text()).toHaveLength(1_000_000);
    expect(whole.headers.has("content-encoding")).toBe(false);
  });

  test("the time limit covers a silent server and a body that stops coming", async () => {
    const base = await serve((request, response) => {
      if (request.url === "/body") response.write("first");
    });
    const bounds = { allowPrivate: true, timeoutMs: 100 };
    const whole = async (path: string) => (await egressFetch(`${base}${path}`, bounds)).text();
    expect(await refusal(whole("/silent"))).toBe("timeout");
    expect(await refusal(whole("/body"))).toBe("timeout");
  });

  test("an abort by the caller is the caller's own reason", async () => {
    const base = await serve((_, response) => response.write("first"));
    const stop = new AbortController();
    const response = await egressFetch(base, { allowPrivate: true, timeoutMs: null, signal: stop.signal });
    stop.abort(new Error("stop was pressed"));
    await expect(response.text()).rejects.toThrow("stop was pressed");
  });

  test("pieces arrive as they are sent", async () => {
    let release = () => {};
    const base = await serve((_, response) => {
      response.write("one");
      release = () => response.end("two");
    });
    const response = await egressFetch(base, { allowPrivate: true, timeoutMs: null });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader?.read()).toEqual({ done: false, value: "one" });
    release();
    expect(await reader?.read()).toEqual({ done: false, value: "two" });
    expect(await reader?.read()).toEqual({ done: true, value: undefined });
  });
});
