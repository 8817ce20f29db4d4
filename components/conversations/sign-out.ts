import { wipeUploads } from "@/components/documents/begun-uploads";
import { wipeDrafts } from "@/components/messages/draft";
import { wipeCaptures } from "@/components/recordings/recorder/kept-captures";
import { wipeSearches } from "@/components/search/recent-searches";
import { call } from "@/lib/core/call";
import { deleteSessionRoute } from "@/lib/users/schema";
import { wipeUnsent } from "./unsent";

/** Ends the session and leaves nothing of the person in this browser. */
export async function signOut(): Promise<void> {
  await call(deleteSessionRoute).catch(() => undefined);
  wipeDrafts();
  wipeUploads();
  wipeSearches();
  await Promise.all([wipeUnsent(), wipeCaptures()]);
  window.location.assign("/");
}
