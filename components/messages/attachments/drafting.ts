import { toast } from "@/components/ui/toast-store";
import { MOST_FILES } from "@/lib/messages/schema";
import { t } from "@/lib/text/catalogue";
import { type Attached, changeDraft, drafts } from "./attached";
import { attachingOf } from "./attaching";

/** Adds files to what is being written, and begins to upload them. */
export function attach(workspace: string, composer: string, files: File[]): void {
  const room = MOST_FILES - (drafts.getState()[composer]?.length ?? 0);
  const fits = files.slice(0, Math.max(0, room));
  if (fits.length < files.length) toast({ message: t.attachment.tooMany(MOST_FILES), tone: "danger" });
  const added = fits.map((file) => attachingOf(workspace).add(file));
  changeDraft(composer, (before) => [...before, ...added]);
  follow(workspace, composer, added);
}

/** Goes on with what an earlier page left. */
export function resumeDraft(workspace: string, composer: string, left: Attached[]): void {
  for (const one of left) void attachingOf(workspace).resume(one);
  follow(workspace, composer, left);
}

export function detach(workspace: string, composer: string, id: string): void {
  attachingOf(workspace).cancel(id);
  changeDraft(composer, (before) => before.filter((one) => one.id !== id));
}

/** The draft knows of each file once it is uploaded, so that a reload does not upload it again. */
function follow(workspace: string, composer: string, attached: Attached[]): void {
  for (const one of attached.filter(({ fileId }) => fileId === null))
    void attachingOf(workspace)
      .whenReady(one)
      .then(
        (ready) =>
          changeDraft(composer, (now) => now.map((other) => (other.id === ready.id ? ready : other))),
        () => undefined, // the tray says why
      );
}
