-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "answerId" UUID,
ADD COLUMN     "changedAt" TIMESTAMPTZ(3),
ADD COLUMN     "messageId" UUID,
ADD COLUMN     "toldOf" TEXT,
ADD COLUMN     "waitsSince" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Task_workspaceId_dueOn_idx" ON "Task"("workspaceId", "dueOn");

-- CreateIndex
CREATE INDEX "Task_workspaceId_assigneeId_waitsSince_idx" ON "Task"("workspaceId", "assigneeId", "waitsSince");

-- CreateIndex
CREATE INDEX "Task_workspaceId_sourceType_sourceId_idx" ON "Task"("workspaceId", "sourceType", "sourceId");

-- CreateIndex
CREATE INDEX "Task_workspaceId_messageId_idx" ON "Task"("workspaceId", "messageId");

-- CreateIndex
CREATE INDEX "Task_workspaceId_answerId_idx" ON "Task"("workspaceId", "answerId");

-- What there is waits in its owner's inbox since it was made, and is shown under the message that it came from. An owner of the tables who
-- may not pass their walls would see no row, hence the gap in the third wall, which no other transaction sees.
ALTER TABLE "Task" NO FORCE ROW LEVEL SECURITY;
UPDATE "Task" SET "waitsSince" = "createdAt" WHERE "assigneeId" IS NOT NULL;
UPDATE "Task" SET "messageId" = (anchor->>'messageId')::uuid WHERE "sourceType" = 'conversation';
ALTER TABLE "Task" FORCE ROW LEVEL SECURITY;
