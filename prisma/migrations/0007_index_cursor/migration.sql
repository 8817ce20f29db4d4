-- How far the index of a conversation has followed its log.
ALTER TABLE "Source" ADD COLUMN "indexedSeq" INTEGER NOT NULL DEFAULT 0;

-- The metrics tell how long jobs wait: from the time in the id of their event to their beginning.
grant select ("eventId") on "JobRun" to app_identity;
