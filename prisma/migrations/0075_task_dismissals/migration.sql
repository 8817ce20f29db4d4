-- CreateTable
CREATE TABLE "TaskDismissal" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "lineId" UUID NOT NULL,
    "quote" TEXT NOT NULL,
    "startMs" INTEGER NOT NULL,
    "endMs" INTEGER NOT NULL,
    "dismissedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TaskDismissal_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "TaskDismissal_workspaceId_recordingId_createdAt_idx" ON "TaskDismissal"("workspaceId", "recordingId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "TaskDismissal_workspaceId_recordingId_lineId_key" ON "TaskDismissal"("workspaceId", "recordingId", "lineId");

-- AddForeignKey
ALTER TABLE "TaskDismissal" ADD CONSTRAINT "TaskDismissal_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT guard.enclose('"TaskDismissal"');
