-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "recordingId" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "Message_workspaceId_recordingId_key" ON "Message"("workspaceId", "recordingId");

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
