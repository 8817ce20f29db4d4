import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { JOB_CANCELLED } from "@/lib/adapters/jobs/port";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { topics } from "@/tests/support/ports";
import { cancelJob, retryJob } from "./commands";
import { countDeadLetters, listJobs } from "./queries";

let it: Cast;
beforeAll(async () => {
  it = await cast();
  await it.db.superuser(`update "Member" set online = true where id = any ($1)`, [
    [it.ana.memberId, it.mia.memberId, it.gus.memberId],
  ]);
});
afterEach(async () => {
  await it.recorded.settled(); // jobs leave a moment after their writer
  it.recorded.clear();
});
afterAll(() => it.db.drop());

type Row = { status?: string; queue?: string; isOurs?: boolean; function?: string };

async function addJob(of: CastMember, row: Row = {}): Promise<{ id: string; eventId: string }> {
  const [id, eventId] = [newId(), newId()];
  const actor = { kind: "member", memberId: of.memberId, userId: of.userId, role: of.role, name: of.name };
  await it.db.superuser(
    `insert into "JobRun" ("workspaceId", id, "runId", function, queue, "eventId", "eventName", payload, status, error, "isOurs")
     values ($1, $2, $3, $4, $5, $6, 'lunch.planned', $7, $8, 'connect ECONNREFUSED 10.0.0.3', $9)`,
    [
      of.workspaceId,
      id,
      newId(),
      row.function ?? "plan-lunch",
      row.queue ?? "default",
      eventId,
      { table_id: "t1", workspace_id: of.workspaceId, request_id: newId(), actor },
      row.status ?? "failed",
      row.isOurs ?? false,
    ],
  );
  return { id, eventId };
}

const list = (person: CastMember, filters: object = {}) =>
  read(it.ctxOf(person), (tx) => listJobs(tx, { limit: 50, ...filters }));

describe("the jobs of a workspace", () => {
  test("are listed newest first, by status and queue, and never another workspace's", async () => {
    const low = await addJob(it.mia, { queue: "low" });
    const done = await addJob(it.mia, { status: "completed", queue: "critical" });
    const theirs = await addJob(it.gus);

    expect((await list(it.ana)).items.map(({ id }) => id)).toEqual([done.id, low.id]);
    expect((await list(it.ana, { status: "failed" })).items.map(({ id }) => id)).toEqual([low.id]);
    expect((await list(it.ana, { queue: "critical" })).items.map(({ id }) => id)).toEqual([done.id]);
    expect((await list(it.gus)).items.map(({ id }) => id)).toEqual([theirs.id]);
    const first = await list(it.ana, { limit: 1 });
    const second = await list(it.ana, { limit: 1, cursor: first.nextCursor });
    expect([first, second].flatMap(({ items }) => items.map(({ id }) => id))).toEqual([done.id, low.id]);
    expect(await read(it.ctxOf(it.gus), countDeadLetters)).toBe(1);
  });

  test("say why they failed only in words of ours, and nothing of what they carry", async () => {
    const { id } = await addJob(it.mia);
    const found = (await list(it.ana)).items.find((job) => job.id === id);
    expect(found?.error).toBe("Something failed on our side. The log of the installation says what.");
    expect(JSON.stringify(found)).not.toContain("t1");
  });
});

describe("running a job again", () => {
  test("sends the event to that job alone, as whoever caused it, and says so to the admins who are here", async () => {
    const { id } = await addJob(it.mia, { function: "mail-invite" });
    const job = await retryJob(it.ctxOf(it.ana), id);
    await it.recorded.settled();

    expect(job).toMatchObject({ id, status: "failed" });
    expect(job.retriedAt).not.toBeNull();
    expect(it.recorded.jobs).toMatchObject([
      {
        name: "job.retried/mail-invite",
        payload: { table_id: "t1", workspace_id: it.acme.id, actor: { memberId: it.mia.memberId } },
      },
    ]);
    expect(it.recorded.heardOn(topics.member(it.ana.memberId))).toMatchObject([{ name: "job.changed" }]);
    expect(it.recorded.heardOn(topics.member(it.mia.memberId))).toEqual([]);
    expect(await audited()).toMatchObject([{ action: "job.retried", targetId: id }]);
  });

  test("happens once, and only to what has ended badly", async () => {
    const failed = await addJob(it.mia);
    await retryJob(it.ctxOf(it.ana), failed.id);
    await expect(retryJob(it.ctxOf(it.ana), failed.id)).rejects.toMatchObject({ code: "CONFLICT" });
    for (const status of ["running", "completed"]) {
      const { id } = await addJob(it.mia, { status });
      await expect(retryJob(it.ctxOf(it.ana), id)).rejects.toMatchObject({ code: "CONFLICT" });
    }
  });

  test("is not for the jobs of another workspace", async () => {
    const { id } = await addJob(it.mia);
    await expect(retryJob(it.ctxOf(it.gus), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(cancelJob(it.ctxOf(it.gus), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await it.recorded.settled();
    expect(it.recorded.jobs).toEqual([]);
  });
});

test("cancelling asks the runner once, for this job and this workspace", async () => {
  const { id, eventId } = await addJob(it.mia, { status: "running" });
  await cancelJob(it.ctxOf(it.ana), id);
  await expect(cancelJob(it.ctxOf(it.ana), id)).rejects.toMatchObject({ code: "CONFLICT" });
  await it.recorded.settled();
  expect(it.recorded.jobs).toMatchObject([
    {
      name: JOB_CANCELLED,
      payload: { event_id: eventId, function_id: "plan-lunch", workspace_id: it.acme.id },
    },
  ]);
});

function audited(): Promise<{ action: string; targetId: string }[]> {
  return it.db.superuser(
    `select action, "targetId" from "AuditEntry" where "workspaceId" = $1 and action like 'job.%'`,
    [it.acme.id],
  );
}
