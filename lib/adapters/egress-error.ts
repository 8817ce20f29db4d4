/** Why a request did not leave, or its answer was not taken. */
export type EgressReason =
  | "scheme"
  | "credentials"
  | "address"
  | "unresolved"
  | "unreachable"
  | "redirects"
  | "timeout"
  | "too-large";

/** What `egressFetch` throws. The message names the host and the reason, and is for logs. */
export class EgressError extends Error {
  readonly reason: EgressReason;

  constructor(reason: EgressReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "EgressError";
    this.reason = reason;
  }
}
