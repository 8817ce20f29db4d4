const HERE = "http://parley.invalid";

/**
 * Where to go after signing in, from `?next=`: a path of ours, or null. Parsed as a browser would before it is judged,
 * because browsers drop tabs, read backslashes as slashes, and fold dots: "/\t/evil", "/\\evil" and "/.//evil" leave the site.
 */
export function safeNextPath(value: unknown): string | null {
  if (typeof value !== "string" || !value.startsWith("/") || value.length > 2_000) return null;
  if (!URL.canParse(value, HERE)) return null;
  const url = new URL(value, HERE);
  if (url.origin !== HERE || url.pathname.startsWith("//")) return null;
  if (url.pathname.startsWith("/api/")) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The same page with what it should lead to afterwards. */
export function withNext(path: string, next: string | null): string {
  return next === null ? path : `${path}?next=${encodeURIComponent(next)}`;
}
