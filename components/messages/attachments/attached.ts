import * as z from "zod";
import { createStore, type StoreApi } from "zustand/vanilla";
import { ownName } from "@/components/shell/kept-for";

const Attached = z.object({
  /** Made here: the file has none on the server before it is uploaded. */
  id: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  /** What the browser takes it for; what it is, the server says. */
  mediaType: z.string(),
  /** null while it is not uploaded. */
  fileId: z.string().nullable(),
});
/** A file that goes along with a message that is written, or on its way. */
export type Attached = z.infer<typeof Attached>;

type Drafts = Record<string, Attached[]>;

/** What is attached to what is being written, by composer: kept while one looks elsewhere, and over a reload. */
export const drafts: StoreApi<Drafts> = createStore(() => ({}) as Drafts);

export function changeDraft(composer: string, change: (attached: Attached[]) => Attached[]): void {
  const attached = change(drafts.getState()[composer] ?? []);
  drafts.setState({ [composer]: attached });
  writeAttached(composer, attached);
}

const keyOf = (composer: string) => `${ownName("parley:attached")}:${composer}`;

/** What is attached to what is being written, by composer, in this browser. */
export function readAttached(composer: string): Attached[] {
  try {
    return z.array(Attached).parse(JSON.parse(localStorage.getItem(keyOf(composer)) ?? "[]"));
  } catch {
    return [];
  }
}

function writeAttached(composer: string, attached: Attached[]): void {
  try {
    if (attached.length === 0) localStorage.removeItem(keyOf(composer));
    else localStorage.setItem(keyOf(composer), JSON.stringify(attached));
  } catch {
    // A browser that keeps nothing keeps no drafts; what is attached is still on screen.
  }
}

export function wipeAttached(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(keyOf(""))) localStorage.removeItem(key);
  } catch {
    // As above.
  }
}
