-- AlterTable
ALTER TABLE "JobRun" ADD COLUMN     "cancelledAt" TIMESTAMPTZ(3),
ADD COLUMN     "isOurs" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "retriedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "JobRun_workspaceId_status_id_idx" ON "JobRun"("workspaceId", "status", "id");

-- The operator sees the jobs of every workspace, and nothing of what they carry: no payload. The page proves who looks before it says so.
grant select ("workspaceId", id, function, queue, "eventName", status, step, attempts, error, "startedAt", "endedAt", "cancelledAt", "retriedAt")
  on "JobRun" to app_identity;
create policy operator on "JobRun" for select to app_identity
  using (nullif(current_setting('app.operator', true), '') = 'jobs');
