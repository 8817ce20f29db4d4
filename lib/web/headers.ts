/**
 * Imports nothing: next.config reads it too, which knows no path alias.
 * The headers of every response, wherever it is made: the proxy (pages), next.config (routes and files outside the proxy's matcher), and
 * our own server (which fills in what is still missing, on Next's own errors too).
 */
export function securityHeaders(options: { isHttps: boolean }): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy":
      "microphone=(self), on-device-speech-recognition=(self), camera=(), geolocation=(), browsing-topics=()",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    ...(options.isHttps ? { "strict-transport-security": "max-age=63072000; includeSubDomains" } : {}),
  };
}

/** Of pages whose address is a secret: nothing tells it to another site, no search engine keeps it, no cache. */
export const SECRET_PAGES = "/shared/";
export const SECRET_PAGE_HEADERS = {
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
  "cache-control": "private, no-store",
};

/** The policy of everything that is not a page: nothing runs, nothing frames it. */
export const CSP_OF_DATA = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/** The policy of the worker that reads PDFs: it decodes with its own files, and reaches nothing else but the file it reads. */
export const CSP_OF_VIEWER =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

export type PageSources = {
  /** Other origins that pages may reach, such as a hosted realtime service. */
  connect: string[];
  /** Other origins that pictures and sound may come from, such as hosted files. */
  media: string[];
  /** React's development build evaluates text to show server stacks. */
  isDev: boolean;
};

/** The content security policy of a page (security.md). */
export function pagePolicy(nonce: string, sources: PageSources): string {
  const media = ["'self'", "blob:", "data:", ...sources.media].join(" ");
  const dev = sources.isDev ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${dev}`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `img-src ${media}`,
    `media-src ${media}`,
    "font-src 'self'",
    "worker-src 'self' blob:",
    `connect-src ${["'self'", ...sources.connect].join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "report-uri /api/csp",
  ].join("; ");
}

const OURS_ALONE =
  /^(x-nonce|content-security-policy|x-middleware-.*|x-invoke-.*|x-matched-path|x-now-.*|next-resume|x-tenant-id|x-parley-.*)$/;

/** Whether a request header means something only when we set it ourselves: our server drops what a client sends under that name. */
export function isOursAlone(name: string): boolean {
  return OURS_ALONE.test(name.toLowerCase());
}
