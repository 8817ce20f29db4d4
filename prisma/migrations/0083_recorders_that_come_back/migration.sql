-- AlterTable
ALTER TABLE "Recording" ADD COLUMN     "joinPath" TEXT,
ADD COLUMN     "recordedAt" TIMESTAMPTZ(3),
ADD COLUMN     "leftAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Recording_workspaceId_leftAt_idx" ON "Recording"("workspaceId", "leftAt");
