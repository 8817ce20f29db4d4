-- AlterTable
ALTER TABLE "Recording" ADD COLUMN     "templateId" UUID;

-- AlterTable
ALTER TABLE "RecordingReport" ADD COLUMN     "templateId" UUID,
ADD COLUMN     "templateName" TEXT;

-- AlterTable
ALTER TABLE "ReportWriting" ADD COLUMN     "plan" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "sectionId" UUID,
ADD COLUMN     "templateId" UUID,
ADD COLUMN     "templateName" TEXT;

-- What is being written, or was begun and may be taken up again: what its template asked for until now.
UPDATE "ReportWriting" SET "plan" = CASE
    WHEN "section" IS NOT NULL THEN jsonb_build_array(jsonb_build_object('kind', "section"))
    WHEN "template" = 'meeting' THEN '[{"kind":"summary"},{"kind":"decisions"},{"kind":"action_items"},{"kind":"open_questions"},{"kind":"risks"},{"kind":"quotes"}]'::jsonb
    WHEN "template" = 'sales_call' THEN '[{"kind":"summary"},{"kind":"action_items"},{"kind":"open_questions"},{"kind":"risks"},{"kind":"quotes"}]'::jsonb
    ELSE '[{"kind":"summary"},{"kind":"quotes"},{"kind":"open_questions"}]'::jsonb
END;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "reportTemplate" TEXT NOT NULL DEFAULT 'meeting',
ADD COLUMN     "reportTemplateId" UUID;

-- CreateTable
CREATE TABLE "ReportTemplate" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sections" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReportTemplate_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "ReportTemplate_workspaceId_createdAt_idx" ON "ReportTemplate"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "ReportTemplate_workspaceId_deletedAt_idx" ON "ReportTemplate"("workspaceId", "deletedAt");

-- AddForeignKey
ALTER TABLE "ReportTemplate" ADD CONSTRAINT "ReportTemplate_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT guard.enclose('"ReportTemplate"');
