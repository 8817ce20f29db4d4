-- AlterTable
ALTER TABLE "RecordingReport" ADD COLUMN     "createdById" UUID,
ADD COLUMN     "made" TEXT NOT NULL DEFAULT 'written';
