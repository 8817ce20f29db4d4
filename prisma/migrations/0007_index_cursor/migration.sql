-- How far the index of a conversation has followed its log.
ALTER TABLE "Source" ADD COLUMN "indexedSeq" INTEGER NOT NULL DEFAULT 0;
