-- CreateTable
CREATE TABLE "GlossaryTerm" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "heard" TEXT NOT NULL,
    "written" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GlossaryTerm_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "GlossaryTerm_workspaceId_createdAt_idx" ON "GlossaryTerm"("workspaceId", "createdAt");

-- AddForeignKey
ALTER TABLE "GlossaryTerm" ADD CONSTRAINT "GlossaryTerm_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT guard.enclose('"GlossaryTerm"');
