import { plural } from "./common";

/** Files that go along with messages. */
export const attachment = {
  attach: "Attach files",
  choose: "Files to attach",
  list: "Attached",
  drop: (name: string) => `Drop to attach to ${name}`,
  remove: (name: string) => `Remove ${name}`,
  retry: (name: string) => `Upload ${name} again`,
  pasted: "Pasted file",
  tooMany: (most: number) => `A message carries at most ${most} files. The others were left out.`,
  offline: "Not uploaded yet: the line is away. It goes on when it is back.",
  notKept: "This file was not uploaded before the page closed. Attach it again.",
  uploading: (name: string) => `Uploading ${name}`,
  mayNotSend: "Remove what cannot be sent, or try it again.",
  open: (name: string) => `Open ${name}`,
  openMoving: (name: string) => `Open ${name}, which moves`,
  coming: (name: string) => `${name} is being prepared`,
  undrawn: {
    damaged: "This picture is damaged and cannot be shown. The download is as it was sent.",
    too_large: "This picture is too large to be shown here. The download is as it was sent.",
  },
  download: "Download",
  previous: "Previous picture",
  next: "Next picture",
  place: (at: number, of: number) => `${at} of ${of}`,
  pictures: (count: number) => plural(count, "picture", "pictures"),
  files: (count: number) => plural(count, "file", "files"),
};
