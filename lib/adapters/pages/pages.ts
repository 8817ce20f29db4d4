import { type EgressFetch, egressFetch } from "@/lib/adapters/egress";
import { EgressError, type EgressReason } from "@/lib/adapters/egress-error";
import type { Fetched, PageFault, PagesPort } from "./port";

/** A report as a PDF is a page too: more than the way out takes for a preview. */
const MAX_BYTES = 20_000_000;
const TIMEOUT_MS = 15_000;
const HEADERS = {
  accept: "text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5",
  "user-agent": "Parley",
};

const FAULTS: Record<EgressReason, PageFault> = {
  scheme: "not_web",
  credentials: "not_web",
  address: "away",
  unresolved: "away",
  unreachable: "away",
  redirects: "redirects",
  timeout: "slow",
  "too-large": "too_large",
};

type Options = { egress?: EgressFetch; allowPrivate?: boolean; timeoutMs?: number };

/** Pages of the public internet: every address is judged before it is connected to, redirects too (see egress). */
export function createPages(options: Options = {}): PagesPort {
  const { egress = egressFetch, allowPrivate = false, timeoutMs = TIMEOUT_MS } = options;
  return {
    async fetchPage(url) {
      if (!URL.canParse(url)) return { ok: false, fault: "not_web" };
      try {
        const response = await egress(url, {
          headers: HEADERS,
          maxBytes: MAX_BYTES,
          timeoutMs,
          allowPrivate,
        });
        return await readAnswer(response);
      } catch (error) {
        if (error instanceof EgressError) return { ok: false, fault: FAULTS[error.reason] };
        throw error;
      }
    },
  };
}

async function readAnswer(
  response: Response,
): Promise<{ ok: true; page: Fetched } | { ok: false; fault: PageFault }> {
  if (!response.ok) {
    await response.body?.cancel();
    return { ok: false, fault: faultOf(response.status) };
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const contentType = response.headers.get("content-type");
  return { ok: true, page: { url: response.url, contentType, bytes } };
}

function faultOf(status: number): PageFault {
  if (status === 404 || status === 410) return "not_found";
  return [401, 402, 403, 407, 451].includes(status) ? "not_allowed" : "broken";
}
