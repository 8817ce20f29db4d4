import { CallError } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";

type Place = { url: string; method?: "PUT" | "POST"; headers: Record<string, string> };
type Watch = { signal: AbortSignal; onBytes: (sent: number) => void };

/**
 * Sends bytes where the server said and returns the store's etag, or null. With XMLHttpRequest, because fetch tells nobody how much of a
 * body has gone out. Throws `CallError`: status 0 where nobody answered.
 */
export function putBytes(
  { url, method = "PUT", headers }: Place,
  bytes: Blob,
  { signal, onBytes }: Watch,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const fail = (status: number, message: string) =>
      reject(new CallError({ status, code: status === 0 ? "OFFLINE" : "INTERNAL", message }));
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onBytes(event.loaded);
    request.onload = () => {
      signal.removeEventListener("abort", stop);
      if (request.status >= 200 && request.status < 300) resolve(etagOf(request));
      else fail(request.status, detailOf(request.responseText));
    };
    request.onerror = () => fail(0, t.problem.offline);
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    request.send(bytes);
  });
}

/** In a header, or in the answer. Asked for by name, a header that a store does not show is an error in the console. */
function etagOf(request: XMLHttpRequest): string | null {
  const header = /^etag: *(.+)$/im.exec(request.getAllResponseHeaders())?.[1];
  if (header) return header.trim();
  const answer = parsed(request.responseText);
  return answer && "etag" in answer ? String(answer.etag) : null;
}

function detailOf(body: string): string {
  const problem = parsed(body);
  return problem && "detail" in problem ? String(problem.detail) : t.problem.unknown;
}

function parsed(body: string): object | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" ? value : null;
  } catch {
    return null; // a store's answer is not ours to read
  }
}
