-- CreateTable
CREATE TABLE "Recording" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'meeting',
    "title" TEXT NOT NULL,
    "audienceId" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "stage" TEXT NOT NULL DEFAULT 'received',
    "progress" INTEGER NOT NULL DEFAULT 0,
    "waitingFor" TEXT,
    "error" TEXT,
    "fileId" UUID,
    "durationMs" INTEGER,
    "language" TEXT,
    "template" TEXT NOT NULL DEFAULT 'meeting',
    "waveform" BYTEA,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "consentAt" TIMESTAMPTZ(3),
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedById" UUID,

    CONSTRAINT "Recording_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "RecordingSlice" (
    "workspaceId" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "blobPath" TEXT NOT NULL,
    "sizeBytes" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RecordingSlice_pkey" PRIMARY KEY ("workspaceId","recordingId","n")
);

-- CreateTable
CREATE TABLE "RecordingSurvey" (
    "workspaceId" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "levels" BYTEA NOT NULL,
    "peaks" BYTEA NOT NULL,

    CONSTRAINT "RecordingSurvey_pkey" PRIMARY KEY ("workspaceId","recordingId","index")
);

-- CreateTable
CREATE TABLE "RecordingPiece" (
    "workspaceId" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "startMs" INTEGER NOT NULL,
    "endMs" INTEGER NOT NULL,
    "cutMs" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "hash" TEXT,
    "provider" TEXT,
    "model" TEXT,
    "costMicros" INTEGER NOT NULL DEFAULT 0,
    "language" TEXT,
    "heard" JSONB,
    "error" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RecordingPiece_pkey" PRIMARY KEY ("workspaceId","recordingId","index")
);

-- CreateTable
CREATE TABLE "RecordingSpeaker" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RecordingSpeaker_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "TranscriptSegment" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "startMs" INTEGER NOT NULL,
    "endMs" INTEGER NOT NULL,
    "speakerId" UUID,
    "text" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION,
    "hidden" TEXT,
    "origin" TEXT NOT NULL,
    "editedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TranscriptSegment_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "SegmentRevision" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "segmentId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "editedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SegmentRevision_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "RecordingNote" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "atMs" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RecordingNote_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "RecordingReport" (
    "workspaceId" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "sections" JSONB NOT NULL,
    "leftOut" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL,
    "stale" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RecordingReport_pkey" PRIMARY KEY ("workspaceId","recordingId","version")
);

-- CreateIndex
CREATE INDEX "Recording_workspaceId_createdAt_idx" ON "Recording"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "Recording_workspaceId_audienceId_idx" ON "Recording"("workspaceId", "audienceId");

-- CreateIndex
CREATE INDEX "Recording_workspaceId_status_idx" ON "Recording"("workspaceId", "status");

-- CreateIndex
CREATE INDEX "Recording_workspaceId_deletedAt_idx" ON "Recording"("workspaceId", "deletedAt");

-- CreateIndex
CREATE INDEX "RecordingSpeaker_workspaceId_recordingId_createdAt_idx" ON "RecordingSpeaker"("workspaceId", "recordingId", "createdAt");

-- CreateIndex
CREATE INDEX "TranscriptSegment_workspaceId_recordingId_startMs_idx" ON "TranscriptSegment"("workspaceId", "recordingId", "startMs");

-- CreateIndex
CREATE INDEX "TranscriptSegment_workspaceId_speakerId_idx" ON "TranscriptSegment"("workspaceId", "speakerId");

-- CreateIndex
CREATE INDEX "SegmentRevision_workspaceId_segmentId_createdAt_idx" ON "SegmentRevision"("workspaceId", "segmentId", "createdAt");

-- CreateIndex
CREATE INDEX "RecordingNote_workspaceId_recordingId_atMs_idx" ON "RecordingNote"("workspaceId", "recordingId", "atMs");

-- AddForeignKey
ALTER TABLE "Recording" ADD CONSTRAINT "Recording_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recording" ADD CONSTRAINT "Recording_workspaceId_audienceId_fkey" FOREIGN KEY ("workspaceId", "audienceId") REFERENCES "Audience"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recording" ADD CONSTRAINT "Recording_workspaceId_fileId_fkey" FOREIGN KEY ("workspaceId", "fileId") REFERENCES "File"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Recording" ADD CONSTRAINT "Recording_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RecordingSlice" ADD CONSTRAINT "RecordingSlice_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordingSurvey" ADD CONSTRAINT "RecordingSurvey_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordingPiece" ADD CONSTRAINT "RecordingPiece_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordingSpeaker" ADD CONSTRAINT "RecordingSpeaker_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TranscriptSegment" ADD CONSTRAINT "TranscriptSegment_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TranscriptSegment" ADD CONSTRAINT "TranscriptSegment_workspaceId_speakerId_fkey" FOREIGN KEY ("workspaceId", "speakerId") REFERENCES "RecordingSpeaker"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "SegmentRevision" ADD CONSTRAINT "SegmentRevision_workspaceId_segmentId_fkey" FOREIGN KEY ("workspaceId", "segmentId") REFERENCES "TranscriptSegment"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordingNote" ADD CONSTRAINT "RecordingNote_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordingReport" ADD CONSTRAINT "RecordingReport_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT guard.enclose('"Recording"');

SELECT guard.enclose('"RecordingSlice"');

SELECT guard.enclose('"RecordingSurvey"');

SELECT guard.enclose('"RecordingPiece"');

SELECT guard.enclose('"RecordingSpeaker"');

SELECT guard.enclose('"TranscriptSegment"');

SELECT guard.enclose('"SegmentRevision"');

SELECT guard.enclose('"RecordingNote"');

SELECT guard.enclose('"RecordingReport"');
