import { AppError, invalid } from "@/lib/core/errors";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { keepReadable } from "@/lib/messages/citations/queries";
import type { Sent } from "@/lib/messages/commands";
import { postReport as postLines } from "@/lib/messages/posts/commands";
import { onOneLine, writePost } from "@/lib/messages/posts/rules";
import type { CitationDto } from "@/lib/messages/schema";
import { getRecording, type RecordingRow } from "../queries";
import { getReport } from "../reports/queries";
import type { ReportLineDto } from "../reports/schema";
import { getHearing } from "./queries";
import { pickLines } from "./rules";
import type { PostReport } from "./schema";

/**
 * Posts lines of the report to a conversation, by the member who acts, each citing its second. Throws CONFLICT with those who could not hear the
 * recording, and INVALID for lines that are not there or whose words were corrected. Emits what posting emits. Exempt from audit: it adds.
 */
export function postReport(ctx: Ctx, recordingId: string, input: PostReport): Promise<Sent> {
  const { conversationId, clientId, lineIds } = input;
  return transaction(ctx, async (tx) => {
    const row = await getRecording(tx, recordingId);
    const { missing, missingCount } = await getHearing(tx, recordingId, conversationId);
    if (missingCount > 0)
      throw new AppError("CONFLICT", "Not everybody here may hear this recording.", {
        extra: { missing: missing.map(({ name }) => name) },
      });
    const picked = pickLines(await getReport(tx, recordingId), lineIds);
    if (!picked)
      throw invalid("lineIds", "One of these lines was corrected or taken out. Look at the report again.");
    const citations = await citationsOf(
      tx,
      row,
      picked.map(({ line }) => line),
    );
    if ((await keepReadable(tx, conversationId, citations)).length < citations.length)
      throw new AppError("CONFLICT", "This recording is still being made findable. Try again in a moment.");
    const said = picked.map(({ line: { text, quote }, section }) => ({
      text,
      isQuote: text === quote,
      section,
    }));
    return postLines(tx, { conversationId, clientId, body: writePost(row.title, said), citations });
  });
}

async function citationsOf(
  tx: TxCtx,
  { id, title, revision }: RecordingRow,
  lines: ReportLineDto[],
): Promise<CitationDto[]> {
  const source = await tx.db.source.findFirst({
    where: { workspaceId: tx.workspaceId, type: "recording", subjectId: id, status: "ready" },
    select: { version: true },
  });
  return lines.map(({ startMs, endMs, quote }, at) => ({
    n: at + 1,
    sourceType: "recording",
    sourceId: id,
    version: source?.version ?? revision,
    anchor: { kind: "time", startMs, endMs },
    title: onOneLine(title),
    quote,
    verified: true,
  }));
}
