-- A row that is refused again and again for its own sake is dead: kept to be seen, and out of the way of the others.
ALTER TABLE "Outbox" ADD COLUMN "deadAt" TIMESTAMPTZ(3), ADD COLUMN "reason" TEXT;

-- The sweeper asks in one statement in which workspaces rows wait, and the metrics how many and how long. What the rows say stays behind the
-- wall: of all columns, app_identity is shown only these.
grant select ("workspaceId", "claimedUntil", "createdAt", "deadAt") on "Outbox" to app_identity;
create policy waiting on "Outbox" for select to app_identity using (true);
