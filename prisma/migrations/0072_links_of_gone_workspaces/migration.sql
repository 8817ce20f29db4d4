-- A workspace goes with its members before it goes with its recordings: what hangs on both may not hold it back.
ALTER TABLE "ShareLink" DROP CONSTRAINT "ShareLink_workspaceId_createdById_fkey";

-- AddForeignKey
ALTER TABLE "ShareLink" ADD CONSTRAINT "ShareLink_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
