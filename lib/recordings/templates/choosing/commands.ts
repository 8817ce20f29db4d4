import { invalid } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import type { ReportTemplate } from "../../schema";
import { findTemplate } from "../queries";
import { chosenBy } from "./queries";

type Input = { template?: ReportTemplate | undefined; templateId?: string | undefined };

/**
 * From now on the reports of a recording are written by this template; without one nothing changes. In the transaction that writes the report, and
 * announces it. Throws INVALID. Emits: none. Exempt from audit: the report says by what it was written.
 */
export async function chooseTemplate(tx: TxCtx, recordingId: string, input: Input): Promise<void> {
  if (input.templateId && !(await findTemplate(tx, input.templateId)))
    throw invalid("templateId", "There is no such template.");
  const chosen = await chosenBy(tx, input);
  if (Object.keys(chosen).length === 0) return;
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
    data: { ...chosen, updatedAt: tx.clock.now() },
  });
}
