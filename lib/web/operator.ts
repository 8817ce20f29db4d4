import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/adapters/env";

/** Whether a request carries OPS_TOKEN as its bearer. Without one configured nobody does. */
export function isOperator(request: Request): boolean {
  const expected = env().OPS_TOKEN;
  const given = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  return expected !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
