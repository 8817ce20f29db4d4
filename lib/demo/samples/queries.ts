import { readFile } from "node:fs/promises";
import path from "node:path";
import type { TxCtx } from "@/lib/ctx";
import type { DemoSound } from "./schema";

/** Those that the seed brings, by their files. */
const SOUNDS = [
  { name: "Launch stand-up", hasSample: false },
  { name: "Call with Mara", hasSample: false },
  { name: "Fair walk-through", hasSample: false },
  { name: "Call about the cargo boxes", hasSample: true },
];

/** null for whatever is somebody's own. The caller has checked that the actor may hear it. */
export async function findDemoSound(tx: TxCtx, recordingId: string): Promise<DemoSound | null> {
  if (!tx.site.isLocal) return null;
  const { workspaceId } = tx;
  const file = await tx.db.file.findFirst({
    where: {
      workspaceId,
      workspace: { isDemo: true },
      name: { in: SOUNDS.map(({ name }) => `${name}.opus`) },
      recordings: { some: { workspaceId, id: recordingId } },
    },
    select: { name: true },
  });
  const sound = SOUNDS.find(({ name }) => file?.name === `${name}.opus`);
  if (!sound) return null;
  return { transcript: sound.hasSample ? await readSample(sound.name) : null };
}

function readSample(name: string): Promise<string> {
  const place = path.join(/* turbopackIgnore: true */ process.cwd(), "prisma/seed/files", `${name}.vtt`);
  return readFile(place, "utf8");
}
