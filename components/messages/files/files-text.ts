import type { MessageDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/catalogue";

/** What a message without words is, in a line: the name of its one file, or how many of what. */
export function filesText({
  files,
  type,
  recordingId,
}: Pick<MessageDto, "files" | "type" | "recordingId">): string {
  if (recordingId) return t.voice.text;
  const [first] = files;
  if (!first) return "";
  if (files.length === 1) return first.name;
  return type === "image" ? t.attachment.pictures(files.length) : t.attachment.files(files.length);
}
