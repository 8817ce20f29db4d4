import { t } from "@/lib/text/catalogue";
import { sizeText } from "@/lib/text/sizes";
import type { Attached } from "./attached";
import type { Progress } from "./attaching";

/** How far a file is, in words. */
export function progressText({ sizeBytes }: Pick<Attached, "sizeBytes">, progress: Progress | null): string {
  const size = sizeText(sizeBytes);
  if (progress === null || progress.state === "ready") return size;
  if (progress.state === "failed") return progress.reason ?? t.library.upload.failed;
  if (progress.state === "waiting") return t.library.upload.waiting;
  return t.library.upload.sending(Math.round(progress.share * 100), size);
}
