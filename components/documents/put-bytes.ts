import { CallError } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";

type Place = { url: string; headers: Record<string, string> };
type Watch = { signal: AbortSignal; onBytes: (sent: number) => void };

/**
 * PUTs bytes where the server said and returns the store's etag, or null. With XMLHttpRequest, because fetch tells nobody how much of a
 * body has gone out. Throws `CallError`: status 0 where nobody answered.
 */
export function putBytes(
  { url, headers }: Place,
  bytes: Blob,
  { signal, onBytes }: Watch,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const fail = (status: number, message: string) =>
      reject(new CallError({ status, code: status === 0 ? "OFFLINE" : "INTERNAL", message }));
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onBytes(event.loaded);
    request.onload = () => {
      signal.removeEventListener("abort", stop);
      if (request.status >= 200 && request.status < 300) resolve(request.getResponseHeader("etag"));
      else fail(request.status, detailOf(request.responseText));
    };
    request.onerror = () => fail(0, t.problem.offline);
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    request.send(bytes);
  });
}

function detailOf(body: string): string {
  try {
    const problem: unknown = JSON.parse(body);
    if (typeof problem === "object" && problem !== null && "detail" in problem) return String(problem.detail);
  } catch {
    // a store's answer is not ours to read
  }
  return t.problem.unknown;
}
