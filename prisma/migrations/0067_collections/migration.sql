-- CreateTable
CREATE TABLE "Collection" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "visibility" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Collection_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "CollectionSource" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "collectionId" UUID NOT NULL,
    "documentId" UUID,
    "recordingId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CollectionSource_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "Collection_workspaceId_createdAt_idx" ON "Collection"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "Collection_workspaceId_deletedAt_idx" ON "Collection"("workspaceId", "deletedAt");

-- CreateIndex
CREATE INDEX "CollectionSource_workspaceId_documentId_idx" ON "CollectionSource"("workspaceId", "documentId");

-- CreateIndex
CREATE INDEX "CollectionSource_workspaceId_recordingId_idx" ON "CollectionSource"("workspaceId", "recordingId");

-- CreateIndex
CREATE INDEX "CollectionSource_workspaceId_collectionId_createdAt_idx" ON "CollectionSource"("workspaceId", "collectionId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "CollectionSource_workspaceId_collectionId_documentId_key" ON "CollectionSource"("workspaceId", "collectionId", "documentId");

-- CreateIndex
CREATE UNIQUE INDEX "CollectionSource_workspaceId_collectionId_recordingId_key" ON "CollectionSource"("workspaceId", "collectionId", "recordingId");

-- AddForeignKey
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "CollectionSource" ADD CONSTRAINT "CollectionSource_workspaceId_collectionId_fkey" FOREIGN KEY ("workspaceId", "collectionId") REFERENCES "Collection"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionSource" ADD CONSTRAINT "CollectionSource_workspaceId_documentId_fkey" FOREIGN KEY ("workspaceId", "documentId") REFERENCES "Document"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionSource" ADD CONSTRAINT "CollectionSource_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One of the two is in it, and it is in it once.
ALTER TABLE "CollectionSource" ADD CONSTRAINT "CollectionSource_one" CHECK (num_nonnulls("documentId", "recordingId") = 1);

SELECT guard.enclose('"Collection"');

SELECT guard.enclose('"CollectionSource"');
