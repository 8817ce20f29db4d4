import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { type IdentityCtx, identity } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { retryAnyJob } from "./commands";
import { listAllJobs } from "./queries";

let it: Cast;
let operator: IdentityCtx;
beforeAll(async () => {
  it = await cast();
  const client = { ip: null, network: "10.0.0", userAgent: null };
  operator = { ...it.ports, userId: it.gus.userId, requestId: newId(), client, later: () => undefined };
});
afterAll(() => it.db.drop());

async function addJob({ workspaceId }: CastMember): Promise<string> {
  const id = newId();
  await it.db.superuser(
    `insert into "JobRun" ("workspaceId", id, "runId", function, "eventId", "eventName", payload, status, error)
     values ($1, $2, $3, 'mail-invite', $4, 'mail.requested', '{"sealed_token": "s3cret"}', 'failed', 'connect ECONNREFUSED')`,
    [workspaceId, id, newId(), newId()],
  );
  return id;
}

test("the operator sees the jobs of every workspace, with what was thrown, and nothing of what they carry", async () => {
  const [one, other] = [await addJob(it.ana), await addJob(it.gus)];
  const { items } = await listAllJobs(operator, { limit: 50 });
  expect(items.map(({ id, workspace }) => [id, workspace])).toEqual([
    [other, "globex"],
    [one, "acme"],
  ]);
  expect(items[0]?.error).toBe("connect ECONNREFUSED");
  expect(JSON.stringify(items)).not.toContain("s3cret");
  const { items: done } = await listAllJobs(operator, { limit: 50, status: "completed" });
  expect(done).toEqual([]);
});

test("without saying that it is the operator, and for what is carried, the role that signs people in sees nothing", async () => {
  await addJob(it.ana);
  expect(await identity(operator, (tx) => tx.db.jobRun.findMany({ select: { id: true } }))).toEqual([]);
  const payloads = identity(operator, async (tx) => {
    await tx.db.$queryRaw`select set_config('app.operator', 'jobs', true)`;
    return tx.db.jobRun.findMany({ select: { payload: true } });
  });
  await expect(payloads).rejects.toThrow();
});

test("the operator runs a job of any workspace again, in that workspace's log", async () => {
  const jobId = await addJob(it.ana);
  const elsewhere = retryAnyJob(operator, { workspaceId: it.globex.id, jobId });
  await expect(elsewhere).rejects.toMatchObject({ code: "NOT_FOUND" });
  await retryAnyJob(operator, { workspaceId: it.acme.id, jobId });
  await it.recorded.settled();
  expect(it.recorded.jobs).toMatchObject([
    { name: "job.retried/mail-invite", payload: { workspace_id: it.acme.id } },
  ]);
  const entries = await it.db.superuser(
    `select "actorKind", action from "AuditEntry" where "workspaceId" = $1`,
    [it.acme.id],
  );
  expect(entries).toEqual([{ actorKind: "operator", action: "job.retried" }]);
});
