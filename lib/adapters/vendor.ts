import type { EgressFetch, EgressOptions } from "@/lib/adapters/egress";

/** A provider as it was configured. A base URL of the operator's may be private; a workspace's, and the vendors' own, are public. */
export type Configured = {
  apiKey?: string | undefined;
  baseUrl?: string | undefined;
  isWorkspaces?: boolean;
};

/** A whole answer, reasoning included, is far below this; a server that never stops is not. */
const LONGEST_ANSWER_BYTES = 64_000_000;
/** The vendors' packages insist on a key; a local server that wants none ignores it. */
export const NO_KEY = "none";

/** The vendors' packages ask by `fetch`; this one leaves by our one way out. How long it may take is the caller's signal. */
export function through(
  egress: EgressFetch,
  { baseUrl, isWorkspaces }: Pick<Configured, "baseUrl" | "isWorkspaces">,
): { fetch: typeof fetch } {
  return {
    fetch: (input, init) => {
      const options: EgressOptions = {
        method: init?.method ?? "GET",
        headers: Object.fromEntries(new Headers(init?.headers)),
        allowPrivate: baseUrl !== undefined && !isWorkspaces,
        timeoutMs: null,
        maxBytes: LONGEST_ANSWER_BYTES,
      };
      if (typeof init?.body === "string") options.body = init.body;
      if (init?.signal) options.signal = init.signal;
      return egress(input instanceof Request ? input.url : input, options);
    },
  };
}

export function hostOf(url: string): string {
  return new URL(url).host;
}
