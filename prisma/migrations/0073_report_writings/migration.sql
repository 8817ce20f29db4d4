-- CreateTable
CREATE TABLE "ReportWriting" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "section" TEXT,
    "lineId" UUID,
    "status" TEXT NOT NULL DEFAULT 'writing',
    "turn" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL,
    "error" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReportWriting_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "ReportWindow" (
    "workspaceId" UUID NOT NULL,
    "writingId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "fromMs" INTEGER NOT NULL,
    "toMs" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "engine" TEXT,
    "lines" JSONB,
    "leftOut" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReportWindow_pkey" PRIMARY KEY ("workspaceId","writingId","index")
);

-- CreateIndex
CREATE INDEX "ReportWriting_workspaceId_recordingId_createdAt_idx" ON "ReportWriting"("workspaceId", "recordingId", "createdAt");

-- CreateIndex
CREATE INDEX "ReportWriting_workspaceId_status_updatedAt_idx" ON "ReportWriting"("workspaceId", "status", "updatedAt");

-- AddForeignKey
ALTER TABLE "ReportWriting" ADD CONSTRAINT "ReportWriting_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportWindow" ADD CONSTRAINT "ReportWindow_workspaceId_writingId_fkey" FOREIGN KEY ("workspaceId", "writingId") REFERENCES "ReportWriting"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT guard.enclose('"ReportWriting"');

SELECT guard.enclose('"ReportWindow"');
