import { send } from "@/lib/core/send";

/** What the page of a shared report calls. It leaves the schemas on the server, so that it stays small. */

/** Says that the report stands before somebody. Throws `CallError`. */
export async function noteOpening(token: string): Promise<void> {
  await send("POST", `${addressOf(token)}/openings`, { body: {} });
}

/** Where the sound of a shared report is read from. */
export function sharedSoundAddress(token: string): string {
  return `/api/v1${addressOf(token)}/sound`;
}

function addressOf(token: string): string {
  return `/shared_reports/${encodeURIComponent(token)}`;
}
