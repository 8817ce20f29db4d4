import type { Ctx } from "@/lib/ctx";
import { transaction } from "@/lib/ctx";
import type { CitationDto } from "@/lib/messages/schema";
import { ensureAudience } from "@/lib/sources/audiences/commands";
import { openSource, publishSource, putPassages } from "@/lib/sources/passages/commands";

export type NewSource = {
  type: "document" | "recording";
  subjectId: string;
  title: string;
  passages: { text: string; anchor: CitationDto["anchor"] }[];
};

const AT_ONCE = 50;

/** Puts sources into the index as the jobs do, for every member to read. */
export async function addSources(ctx: Ctx, sources: NewSource[]): Promise<void> {
  const audienceId = await transaction(ctx, (tx) => ensureAudience(tx, { kind: "workspace" }));
  for (const { passages, ...source } of sources) {
    const of = { ...source, version: 1, audienceId, createdAt: ctx.clock.now() };
    const sourceId = await transaction(ctx, (tx) => openSource(tx, of));
    const indexed = passages.map((passage, index) => ({
      ...passage,
      ...{ ordinal: index + 1, heading: null, language: null, isInstruction: false },
    }));
    for (let from = 0; from < indexed.length; from += AT_ONCE)
      await putPassages(ctx, sourceId, indexed.slice(from, from + AT_ONCE));
    await publishSource(ctx, sourceId);
  }
}
