-- CreateTable
CREATE TABLE "PinnedQuestion" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "sourceType" TEXT NOT NULL,
    "sourceId" UUID NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PinnedQuestion_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "CitationFeedback" (
    "workspaceId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "memberId" UUID NOT NULL,
    "isHelpful" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CitationFeedback_pkey" PRIMARY KEY ("workspaceId","messageId","n","memberId")
);

-- CreateIndex
CREATE UNIQUE INDEX "PinnedQuestion_workspaceId_sourceId_question_key" ON "PinnedQuestion"("workspaceId", "sourceId", "question");
CREATE INDEX "PinnedQuestion_workspaceId_createdAt_idx" ON "PinnedQuestion"("workspaceId", "createdAt");
CREATE INDEX "CitationFeedback_workspaceId_createdAt_idx" ON "CitationFeedback"("workspaceId", "createdAt");

-- AddForeignKey
ALTER TABLE "PinnedQuestion" ADD CONSTRAINT "PinnedQuestion_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "PinnedQuestion" ADD CONSTRAINT "PinnedQuestion_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "CitationFeedback" ADD CONSTRAINT "CitationFeedback_workspaceId_messageId_n_fkey" FOREIGN KEY ("workspaceId", "messageId", "n") REFERENCES "Citation"("workspaceId", "messageId", "n") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "CitationFeedback" ADD CONSTRAINT "CitationFeedback_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "Member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

select guard.enclose('"PinnedQuestion"');
select guard.enclose('"CitationFeedback"');
