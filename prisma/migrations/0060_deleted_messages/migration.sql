-- CreateTable
CREATE TABLE "DeletedMessage" (
    "workspaceId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "deletedById" UUID NOT NULL,
    "deletedAt" TIMESTAMPTZ(3) NOT NULL,
    "kept" JSONB NOT NULL,

    CONSTRAINT "DeletedMessage_pkey" PRIMARY KEY ("workspaceId","messageId")
);

-- AddForeignKey
ALTER TABLE "DeletedMessage" ADD CONSTRAINT "DeletedMessage_workspaceId_messageId_fkey" FOREIGN KEY ("workspaceId", "messageId") REFERENCES "Message"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT guard.enclose('"DeletedMessage"');
