-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "liveCaptions" BOOLEAN NOT NULL DEFAULT true;
