-- AlterTable
ALTER TABLE "File" ADD COLUMN     "height" INTEGER,
ADD COLUMN     "width" INTEGER;

-- CreateTable
CREATE TABLE "MessageFile" (
    "workspaceId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "MessageFile_pkey" PRIMARY KEY ("workspaceId","messageId","fileId")
);

-- CreateIndex
CREATE INDEX "MessageFile_workspaceId_fileId_idx" ON "MessageFile"("workspaceId", "fileId");

-- CreateIndex
CREATE UNIQUE INDEX "MessageFile_workspaceId_messageId_position_key" ON "MessageFile"("workspaceId", "messageId", "position");

-- AddForeignKey
ALTER TABLE "MessageFile" ADD CONSTRAINT "MessageFile_workspaceId_messageId_fkey" FOREIGN KEY ("workspaceId", "messageId") REFERENCES "Message"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageFile" ADD CONSTRAINT "MessageFile_workspaceId_fileId_fkey" FOREIGN KEY ("workspaceId", "fileId") REFERENCES "File"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT guard.enclose('"MessageFile"');
