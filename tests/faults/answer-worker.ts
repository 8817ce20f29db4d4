import { createDatabase } from "@/lib/adapters/db/prisma";
import { createModelsOf } from "@/lib/adapters/models/models";
import { systemClock } from "@/lib/core/clock";
import { newId, WorkspaceId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/ctx";
import { advanceRun } from "@/lib/runs/turns/commands";
import { recordingPorts } from "../support/ports";

/** A process that works on one answer, to be killed: `answer-worker DATABASE_URL PROVIDER_URL WORKSPACE MEMBER RUN`. */
const [databaseUrl = "", baseUrl = "", workspaceId = "", memberId = "", runId = ""] = process.argv.slice(2);

const ctx: Ctx = {
  ...recordingPorts().ports,
  database: createDatabase({ url: databaseUrl, pool: 2 }),
  models: await createModelsOf({ openai: { apiKey: "key", baseUrl } }),
  clock: systemClock,
  workspaceId: WorkspaceId.parse(workspaceId),
  requestId: newId(),
  actor: { kind: "member", memberId, userId: newId(), role: "owner", name: "Ana" },
};

await advanceRun(ctx, runId);
process.exit(0);
