-- AlterTable
ALTER TABLE "Document" ADD COLUMN     "pictureLeft" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "picturePages" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "pictureRead" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ScannedPage" (
    "workspaceId" UUID NOT NULL,
    "documentId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "page" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "paragraphs" JSONB,
    "fault" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ScannedPage_pkey" PRIMARY KEY ("workspaceId","documentId","version","page")
);

-- AddForeignKey
ALTER TABLE "ScannedPage" ADD CONSTRAINT "ScannedPage_workspaceId_documentId_version_fkey" FOREIGN KEY ("workspaceId", "documentId", "version") REFERENCES "DocumentVersion"("workspaceId", "documentId", "version") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT guard.enclose('"ScannedPage"');

-- What waits to be read is few, and is looked for in every workspace each minute: also all scans that were brought before.
create index "ScannedPage_waiting" on "ScannedPage" ("workspaceId", "documentId", "version") where status = 'waiting';
create index "Document_scan" on "Document" ("workspaceId", id) where status = 'failed' and error = 'scan';
