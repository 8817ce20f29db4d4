import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Ctx } from "@/lib/ctx";
import { createDocument } from "@/lib/documents/commands";
import { createFolder } from "@/lib/documents/folders/commands";
import {
  cutDocument,
  INDEXED_AT_ONCE,
  indexPassages,
  publishDocument,
  readDocument,
} from "@/lib/documents/processing/commands";
import { recognizeDocument } from "@/lib/documents/scans/commands";
import { completeUpload, createUpload, putPart } from "@/lib/files/uploads/commands";
import { cast, type Stage, timeOf } from "./stage";
import type { StoryDocument } from "./story";

/** Brings the documents of a story as its people would, and reads them as the job would. */
export async function bringDocuments(stage: Stage): Promise<void> {
  const folders = new Map<string, string>();
  for (const document of stage.story.documents) {
    stage.clock.set(timeOf(stage, document));
    await bring(stage, document, folders);
  }
}

async function bring(
  stage: Stage,
  { file, by, folder, onlyFor }: StoryDocument,
  folders: Map<string, string>,
) {
  const { ctx } = cast(stage, by);
  if (folder && !folders.has(folder)) folders.set(folder, (await createFolder(ctx, { name: folder })).id);
  const memberIds = onlyFor?.map((name) => cast(stage, name).memberId);
  const { document } = await createDocument(ctx, {
    fileId: await upload(ctx, file),
    folderId: folder ? (folders.get(folder) ?? null) : null,
    ...(memberIds ? { visibility: "private", memberIds } : {}),
  });
  await read(ctx, document.id);
}

/** Brings a file of the story. Returns its id. */
export async function upload(ctx: Ctx, filename: string): Promise<string> {
  const place = path.join(/* turbopackIgnore: true */ process.cwd(), "prisma/seed/files", filename);
  const bytes = await readFile(place);
  const { id } = await createUpload(ctx, { filename, size: bytes.byteLength });
  await putPart(ctx, id, 1, new Uint8Array(bytes));
  return (await completeUpload(ctx, id, {})).id;
}

async function read(ctx: Ctx, documentId: string): Promise<void> {
  const system: Ctx = { ...ctx, actor: { kind: "system", reason: "the demo's seed" } };
  const work = { documentId, version: 1 };
  const pictures = await readDocument(system, work);
  // A scan says that it is one, and is read by the job that looks for them.
  if (pictures === null || (pictures > 0 && !(await recognizeDocument(system, work)))) return;
  const passages = (await cutDocument(system, work)) ?? 0;
  for (let from = 0; from < passages; from += INDEXED_AT_ONCE) await indexPassages(system, work, from);
  await publishDocument(system, work, passages);
}
