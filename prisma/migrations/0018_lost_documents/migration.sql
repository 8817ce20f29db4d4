-- AlterTable
ALTER TABLE "Document" ADD COLUMN     "revivals" INTEGER NOT NULL DEFAULT 0;

-- What is being read is few, and is looked for in every workspace every five minutes.
create index "Document_waiting" on "Document" ("workspaceId", "updatedAt") where status in ('queued', 'processing');
