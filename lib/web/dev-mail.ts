import "server-only";
import { isLocalProfile } from "@/lib/adapters/env";
import { ports } from "@/lib/adapters/index";

export type DevMail = { id: string; to: string; subject: string; html: string; sentAt: string };

/** What was sent, newest first. null beyond the local profile and where mail really leaves: there the page does not exist. */
export async function loadDevMail(): Promise<DevMail[] | null> {
  if (!isLocalProfile()) return null;
  const { mail } = await ports();
  const kept = await mail.kept?.();
  return kept?.map(({ id, to, subject, html, sentAt }) => ({ id, to, subject, html, sentAt })) ?? null;
}
