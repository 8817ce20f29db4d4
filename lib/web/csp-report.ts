import { log } from "@/lib/core/log";

/** A browser's report is small; a larger one is somebody filling a log. */
const REPORT_BYTES = 8 * 1024;
const LINES_PER_MINUTE = 10;

const window = { startedAt: 0, written: 0 };

/** Takes a report that a page broke its content policy. Sampled, never stored: a flood of them costs a few lines. */
export async function takeCspReport(request: Request): Promise<Response> {
  const text = await readAtMost(request, REPORT_BYTES);
  if (text === null) return new Response(null, { status: 413 });
  if (mayWrite(Date.now())) log.warn("malicious_csp_violation", { report: text });
  return new Response(null, { status: 204 });
}

function mayWrite(now: number): boolean {
  if (now - window.startedAt > 60_000) Object.assign(window, { startedAt: now, written: 0 });
  window.written += 1;
  return window.written <= LINES_PER_MINUTE;
}

/** The body as text, or null when it is larger. Nothing beyond the limit is kept in memory. */
async function readAtMost(request: Request, limitBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limitBytes) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
