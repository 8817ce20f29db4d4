import type { Clock } from "@/lib/core/clock";
import { systemClock } from "@/lib/core/clock";
import { newId, type WorkspaceId } from "@/lib/core/ids";
import type { Ctx, Ports, Role } from "@/lib/ctx";
import { createTestDatabase, type TestDatabase } from "./database";
import { type RecordedPorts, recordingPorts } from "./ports";

/** One person of the cast, with everything that is needed to act as them. */
export type CastMember = {
  name: string;
  email: string;
  userId: string;
  memberId: string;
  role: Role;
  workspaceId: WorkspaceId;
  slug: string;
};

export type Cast = {
  ana: CastMember;
  ben: CastMember;
  mia: CastMember;
  cleo: CastMember;
  dev: CastMember;
  eve: CastMember;
  /** Owner of the second workspace: the stranger of every list. */
  gus: CastMember;
  /** The assistants of the two workspaces. */
  assistant: { memberId: string };
  globexAssistant: { memberId: string };
  acme: { id: WorkspaceId; slug: string };
  globex: { id: WorkspaceId; slug: string };
  db: TestDatabase;
  ports: Ports;
  /** What left: live events, jobs, mail. */
  recorded: RecordedPorts;
  ctxOf(person: CastMember): Ctx;
};

const PEOPLE = [
  ["ana", "Ana", "owner", "all"],
  ["ben", "Ben", "admin", "all"],
  ["mia", "Mia", "member", "team"],
  ["cleo", "Cleo", "member", "none"],
  ["dev", "Dev", "member", "own"],
  ["eve", "Eve", "guest", "none"],
] as const;

/**
 * Two workspaces with every role, in a database of their own: rows as the real commands would write them, put there directly so that
 * a test of one noun does not rest on another.
 */
export async function cast(options: { clock?: Clock; pool?: number; db?: TestDatabase } = {}): Promise<Cast> {
  const db = options.db ?? (await createTestDatabase(options.pool ? { pool: options.pool } : {}));
  const recorded = recordingPorts();
  const ports: Ports = { ...recorded.ports, database: db.database, clock: options.clock ?? systemClock };
  const acme = await addWorkspace(db, "acme", "Acme");
  const globex = await addWorkspace(db, "globex", "Globex");
  const people: Record<string, CastMember> = {};
  for (const [key, name, role, sales] of PEOPLE)
    people[key] = await addMember(db, acme, { name, role, sales });
  const gus = await addMember(db, globex, { name: "Gus", role: "owner", sales: "all" });
  const member = (key: string): CastMember => {
    const found = people[key];
    if (!found) throw new Error(`${key} is not in the cast.`);
    return found;
  };
  return {
    ana: member("ana"),
    ben: member("ben"),
    mia: member("mia"),
    cleo: member("cleo"),
    dev: member("dev"),
    eve: member("eve"),
    gus,
    assistant: { memberId: await addAssistant(db, acme.id) },
    globexAssistant: { memberId: await addAssistant(db, globex.id) },
    acme,
    globex,
    db,
    ports,
    recorded,
    ctxOf: (person) => ctxOf(ports, person),
  };
}

function ctxOf(ports: Ports, person: CastMember): Ctx {
  const { userId, memberId, role, name, workspaceId } = person;
  return {
    ...ports,
    workspaceId,
    requestId: newId(),
    actor: { kind: "member", userId, memberId, role, name },
  };
}

async function addWorkspace(
  db: TestDatabase,
  slug: string,
  name: string,
): Promise<{ id: WorkspaceId; slug: string }> {
  const id = newId() as WorkspaceId; // a fixture is a gate of its own
  await db.superuser('insert into "Workspace" (id, slug, name) values ($1, $2, $3)', [id, slug, name]);
  await db.superuser('insert into "AuditHead" ("workspaceId") values ($1)', [id]);
  return { id, slug };
}

type NewMember = { name: string; role: Role; sales: string };

/** Adds somebody to a workspace. A test that needs one more person than the cast has calls this. */
export async function addMember(
  db: TestDatabase,
  workspace: { id: WorkspaceId; slug: string },
  { name, role, sales }: NewMember,
): Promise<CastMember> {
  const userId = newId();
  const memberId = newId();
  const email = `${name.toLowerCase()}-${workspace.slug}@example.com`;
  await db.superuser('insert into "User" (id, name, email, "emailVerified") values ($1, $2, $3, now())', [
    userId,
    name,
    email,
  ]);
  await db.superuser(
    `insert into "Member" ("workspaceId", id, kind, "userId", name, email, role, "salesAccess")
     values ($1, $2, 'person', $3, $4, $5, $6, $7)`,
    [workspace.id, memberId, userId, name, email, role, sales],
  );
  return { name, email, userId, memberId, role, workspaceId: workspace.id, slug: workspace.slug };
}

async function addAssistant(db: TestDatabase, workspaceId: WorkspaceId): Promise<string> {
  const id = newId();
  await db.superuser(
    `insert into "Member" ("workspaceId", id, kind, name, role) values ($1, $2, 'assistant', 'assistant', 'member')`,
    [workspaceId, id],
  );
  return id;
}
