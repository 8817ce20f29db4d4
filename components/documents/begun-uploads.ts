import * as z from "zod";
import { ownName } from "@/components/shell/kept-for";

const MOST = 20;

const Begun = z.object({
  uploadId: z.string(),
  /** What the store answered to each part, by its number: some stores do not tell again. */
  etags: z.record(z.string(), z.string()),
});
const All = z.record(z.string(), Begun);
type Begun = z.infer<typeof Begun>;
type All = z.infer<typeof All>;

/** Which upload a file was begun with in this browser, so that dropping it again after a reload goes on with it. */
export function recallUpload(workspace: string, file: File): Begun | null {
  return read()[keyOf(workspace, file)] ?? null;
}

export function rememberUpload(workspace: string, file: File, begun: Begun): void {
  write(Object.fromEntries([...Object.entries(read()), [keyOf(workspace, file), begun]].slice(-MOST)));
}

export function forgetUpload(workspace: string, file: File): void {
  const { [keyOf(workspace, file)]: _, ...rest } = read();
  write(rest);
}

/** At sign-out nothing of the person stays in the browser. */
export function wipeUploads(): void {
  write({});
}

function keyOf(workspace: string, { name, size, lastModified }: File): string {
  return `${workspace}/${name}/${size}/${lastModified}`;
}

function read(): All {
  try {
    return All.catch({}).parse(JSON.parse(localStorage.getItem(ownName("parley.uploads")) ?? "{}"));
  } catch {
    return {};
  }
}

/** Where the browser keeps nothing, an interrupted upload begins again. */
function write(all: All): void {
  try {
    localStorage.setItem(ownName("parley.uploads"), JSON.stringify(all));
  } catch {
    // kept nowhere
  }
}
