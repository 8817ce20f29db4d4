import { File, FileArchive, FileAudio, FileImage, FileText, FileVideo } from "lucide-react";

const ICONS: [RegExp, typeof File][] = [
  [/^image\//, FileImage],
  [/^audio\//, FileAudio],
  [/^video\//, FileVideo],
  [/zip|compressed|x-tar/, FileArchive],
  [/^text\/|pdf|document|sheet|presentation/, FileText],
];

export function FileIcon({ mediaType }: { mediaType: string }) {
  const Icon = ICONS.find(([kind]) => kind.test(mediaType))?.[1] ?? File;
  return <Icon aria-hidden="true" className="size-5" />;
}
