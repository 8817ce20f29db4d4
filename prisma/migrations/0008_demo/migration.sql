-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "isDemo" BOOLEAN NOT NULL DEFAULT false;
