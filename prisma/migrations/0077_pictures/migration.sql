-- AlterTable
ALTER TABLE "File" ADD COLUMN     "isMoving" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "picture" TEXT;

-- What is to be drawn is few, and is looked for in every workspace every five minutes: also all that was brought before.
create index "File_coming" on "File" ("workspaceId", "createdAt") where picture = 'coming';
UPDATE "File" SET picture = 'coming'
WHERE "mediaType" IN ('image/jpeg', 'image/png', 'image/apng', 'image/gif', 'image/webp', 'image/avif', 'image/tiff');
