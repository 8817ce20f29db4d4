import { wipeUploads } from "@/components/documents/begun-uploads";
import { wipeAttached } from "@/components/messages/attachments/attached";
import { wipeFiles } from "@/components/messages/attachments/kept-files";
import { wipeDrafts } from "@/components/messages/draft";
import { isAnyHeld } from "@/components/recordings/recorder/held";
import { wipeCaptures } from "@/components/recordings/recorder/kept-captures";
import { wipeSearches } from "@/components/search/recent-searches";
import { toast } from "@/components/ui/toast-store";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { deleteSessionRoute } from "@/lib/users/schema";
import { wipeUnsent } from "./unsent";

/** As `signOut`, unless something is being recorded or not all of it is sent: it would be lost. */
export async function signOutWhenSent(): Promise<void> {
  if (await isAnyHeld()) toast({ message: t.recorder.notBeforeSent, tone: "danger" });
  else await signOut();
}

/** Ends the session and leaves nothing of the person in this browser. */
export async function signOut(): Promise<void> {
  await call(deleteSessionRoute).catch(() => undefined);
  wipeDrafts();
  wipeAttached();
  wipeUploads();
  wipeSearches();
  await Promise.all([wipeUnsent(), wipeFiles(), wipeCaptures()]);
  window.location.assign("/");
}
