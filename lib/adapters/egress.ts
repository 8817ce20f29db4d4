import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import {
  Agent,
  type BodyInit,
  type Dispatcher,
  type Response as WireResponse,
  fetch as wireFetch,
} from "undici";
import { boundedBody } from "@/lib/adapters/bounded-body";
import { EgressError } from "@/lib/adapters/egress-error";
import { isPublicAddress, literalAddress } from "@/lib/adapters/public-address";

export { EgressError } from "@/lib/adapters/egress-error";

export type EgressOptions = {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  signal?: AbortSignal;
  /** For base URLs that the operator configured. It holds for the origin asked, not for where that one redirects to. */
  allowPrivate?: boolean;
  /** The whole exchange, body included, in milliseconds. null: the caller's signal alone decides. 5 000 unless told. */
  timeoutMs?: number | null;
  /** Bytes of the decoded body. 5 000 000 unless told. */
  maxBytes?: number;
};

export type ResolvedAddress = { address: string; family: number };
export type Resolve = (hostname: string) => Promise<ResolvedAddress[]>;
export type EgressFetch = (url: string | URL, options?: EgressOptions) => Promise<Response>;

const MAX_REDIRECTS = 5;
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 5_000_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What may follow a redirect to another origin; anything else could be a credential under a vendor's own name. */
const HARMLESS_HEADERS = new Set(["accept", "accept-language", "content-type", "user-agent"]);

/**
 * Makes the one way out. A name is resolved once per connection, inside it: the addresses that were judged are the addresses
 * that are connected to, so a name that changes its answer in between (rebinding) gains nothing.
 */
export function createEgress(resolve: Resolve = resolveBySystem): EgressFetch {
  const open = agent(resolve, () => true);
  const guarded = agent(resolve, isPublicAddress);

  return async (url, options = {}) => {
    const timeout = options.timeoutMs === null ? null : AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const signals = [options.signal, timeout].filter((signal) => signal != null);
    const explain = (error: unknown, host: string) =>
      explainFailure(error, { host, timeout, signal: options.signal });

    let hop: Hop = firstHop(new URL(url), options);
    for (let redirects = 0; ; redirects++) {
      assertAllowed(hop);
      const response = await wireFetch(hop.url, {
        method: hop.method,
        headers: hop.headers,
        body: hop.body,
        redirect: "manual",
        signal: signals.length > 0 ? AbortSignal.any(signals) : null,
        dispatcher: hop.allowPrivate ? open : guarded,
        ...(hop.body instanceof ReadableStream ? { duplex: "half" as const } : {}),
      }).catch((error: unknown) => {
        throw explain(error, hop.url.host);
      });
      const target = redirectTarget(response, hop.url);
      const { host, href } = hop.url;
      if (!target)
        return asResponse(response, href, options.maxBytes ?? MAX_BYTES, (error) => explain(error, host));
      await response.body?.cancel();
      if (redirects === MAX_REDIRECTS)
        throw new EgressError("redirects", `${host} redirects more than ${MAX_REDIRECTS} times.`);
      hop = nextHop(hop, response.status, target);
    }
  };
}

/**
 * Fetches from outside: http and https only, to public addresses only, at most 5 redirects (each judged again), 5 s and 5 MB
 * unless told otherwise. Throws EgressError; an abort by the caller's own signal throws that signal's reason.
 */
export const egressFetch: EgressFetch = createEgress();

type Hop = {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: BodyInit | null;
  allowPrivate: boolean;
};

function firstHop(url: URL, options: EgressOptions): Hop {
  return {
    url,
    method: options.method ?? "GET",
    headers: options.headers ?? {},
    body: options.body ?? null,
    allowPrivate: options.allowPrivate ?? false,
  };
}

function assertAllowed({ url, allowPrivate }: Hop): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new EgressError("scheme", `${url.protocol} is not http or https.`);
  }
  if (url.username || url.password)
    throw new EgressError("credentials", `The address of ${url.host} carries a password.`);
  // A literal address is connected to without asking the resolver, so it is judged here.
  const literal = literalAddress(url.hostname);
  if (literal && !allowPrivate && !isPublicAddress(literal)) throw notPublic(url.hostname);
}

function redirectTarget(response: WireResponse, from: URL): URL | null {
  const location = response.headers.get("location");
  if (!REDIRECTS.has(response.status) || location === null) return null;
  if (!URL.canParse(location, from))
    throw new EgressError("redirects", `${from.host} redirects to what is no address.`);
  return new URL(location, from);
}

function nextHop(hop: Hop, status: number, url: URL): Hop {
  const sameOrigin = url.origin === hop.url.origin;
  const becomesGet = status === 303 || ((status === 301 || status === 302) && hop.method === "POST");
  if (!becomesGet && hop.body instanceof ReadableStream) {
    throw new EgressError("redirects", `${hop.url.host} redirects a body that cannot be sent twice.`);
  }
  return {
    url,
    method: becomesGet ? "GET" : hop.method,
    body: becomesGet ? null : hop.body,
    headers: sameOrigin ? hop.headers : onlyHarmless(hop.headers),
    allowPrivate: hop.allowPrivate && sameOrigin,
  };
}

function onlyHarmless(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => HARMLESS_HEADERS.has(name.toLowerCase())),
  );
}

/** An agent whose connections go only to addresses that `allows` has seen. Its own timeouts are off: ours cover the whole exchange. */
function agent(resolve: Resolve, allows: (address: string) => boolean): Dispatcher {
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        const failure = !first
          ? new EgressError("unresolved", `${hostname} has no address.`)
          : addresses.every(({ address }) => allows(address))
            ? null
            : notPublic(hostname);
        if (failure || !first) callback(failure, []);
        else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(new EgressError("unresolved", `${hostname} does not resolve.`, error), []),
    );
  };
  return new Agent({
    connect: { lookup, timeout: TIMEOUT_MS },
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

function resolveBySystem(hostname: string): Promise<ResolvedAddress[]> {
  return systemLookup(hostname, { all: true, verbatim: true });
}

function notPublic(host: string): EgressError {
  return new EgressError("address", `${host} is not a public address.`);
}

type Circumstances = { host: string; timeout: AbortSignal | null; signal: AbortSignal | undefined };

function explainFailure(error: unknown, { host, timeout, signal }: Circumstances): unknown {
  if (signal?.aborted) return signal.reason;
  if (timeout?.aborted) return new EgressError("timeout", `${host} did not answer in time.`, error);
  if (error instanceof EgressError) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof EgressError) return cause;
  return new EgressError("unreachable", `${host} cannot be reached.`, error);
}

/** The platform's Response, with the final address as its `url` and a body that ends in an error beyond `maxBytes`. */
function asResponse(
  wire: WireResponse,
  url: string,
  maxBytes: number,
  explain: (error: unknown) => unknown,
): Response {
  const headers = new Headers([...wire.headers]);
  const tooLarge = () => new EgressError("too-large", `${url} answers with more than ${maxBytes} bytes.`);
  if (Number(headers.get("content-length")) > maxBytes) {
    void wire.body?.cancel();
    throw tooLarge();
  }
  if (headers.has("content-encoding")) {
    // The body is decoded by now; these two would describe what came over the wire.
    headers.delete("content-encoding");
    headers.delete("content-length");
  }
  const isEmpty = wire.status === 204 || wire.status === 304;
  // The client types its body by Node's declaration of the same class, and without its element.
  const bytes = isEmpty ? null : (wire.body as ReadableStream<Uint8Array> | null);
  const body = bytes && boundedBody(bytes, { maxBytes, tooLarge, explain });
  const response = new Response(body, { status: wire.status, statusText: wire.statusText, headers });
  return Object.defineProperty(response, "url", { value: url });
}
