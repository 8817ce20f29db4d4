import { newId } from "@/lib/core/ids";

const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The id of a request: the client's when it is well formed, else a new one. */
export function requestIdFrom(given: string | null | undefined): string {
  return given && REQUEST_ID.test(given) ? given : newId();
}
