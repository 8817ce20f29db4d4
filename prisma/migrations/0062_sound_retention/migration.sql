-- AlterTable
ALTER TABLE "Recording" ADD COLUMN     "erasedFileId" UUID,
ADD COLUMN     "soundDeletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "soundDeletedById" UUID;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "soundDays" INTEGER;

-- CreateIndex
CREATE INDEX "Recording_workspaceId_soundDeletedAt_idx" ON "Recording"("workspaceId", "soundDeletedAt");

-- AddForeignKey
ALTER TABLE "Recording" ADD CONSTRAINT "Recording_workspaceId_soundDeletedById_fkey" FOREIGN KEY ("workspaceId", "soundDeletedById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
