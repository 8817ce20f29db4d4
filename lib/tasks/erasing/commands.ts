import { type Ctx, transaction } from "@/lib/ctx";

/**
 * Takes the words of messages that were deleted for good out of the tasks that quote them: they were shown to nobody since, and the place stays.
 * What a task is called is its own. Returns how many tasks that were; once more changes nothing. Emits: none. Exempt from audit: it derives.
 */
export function eraseQuotedWords(ctx: Ctx): Promise<number> {
  return transaction(
    ctx,
    (tx) => tx.db.$executeRaw`
      update "Task" t set quote = '', "toldOf" = null from "Message" m
      where t."workspaceId" = ${tx.workspaceId}::uuid and t."sourceType" = 'conversation'
        and (t.quote <> '' or t."toldOf" is not null)
        and m."workspaceId" = t."workspaceId" and m.id = (t.anchor->>'messageId')::uuid and m."deletedAt" is not null
        and not exists (
          select from "DeletedMessage" d where d."workspaceId" = m."workspaceId" and d."messageId" = m.id)`,
  );
}
