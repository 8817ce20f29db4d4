import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { Prisma } from "@/prisma/generated/client";
import type { AuditAction } from "./schema";

export type AuditNote = {
  action: AuditAction;
  target?: { kind: string; id: string };
  /** Only the fields that changed. Nothing secret, and no content of conversations. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

/** An entry as it is hashed: everything that it says, and its place. */
export type ChainedEntry = {
  workspaceId: string;
  seq: number;
  action: string;
  actorKind: string;
  actorMemberId: string | null;
  actorName: string;
  targetKind: string | null;
  targetId: string | null;
  before: unknown;
  after: unknown;
  ip: string | null;
  requestId: string;
  createdAt: Date;
};

/**
 * Appends to the workspace's log, in the transaction of what it notes. It locks the end of the chain, which comes last in the order of
 * locks (conversation, budget, audit head): append after everything else.
 */
export async function appendAudit(tx: TxCtx, note: AuditNote): Promise<void> {
  const { workspaceId } = tx;
  const heads = await tx.db.$queryRaw<{ seq: number; hash: string }[]>`
    insert into "AuditHead" ("workspaceId", seq, hash) values (${workspaceId}::uuid, 1, '')
    on conflict ("workspaceId") do update set seq = "AuditHead".seq + 1
    returning seq, hash`;
  const head = heads[0];
  if (!head) throw new Error("The end of the audit chain did not answer.");
  const entry: ChainedEntry = {
    workspaceId,
    seq: head.seq,
    action: note.action,
    actorKind: tx.actor.kind,
    actorMemberId: actorMemberId(tx),
    actorName: "name" in tx.actor ? tx.actor.name : tx.actor.reason,
    targetKind: note.target?.kind ?? null,
    targetId: note.target?.id ?? null,
    before: plain(note.before),
    after: plain(note.after),
    ip: tx.client?.ip ?? null,
    requestId: tx.requestId,
    createdAt: tx.clock.now(),
  };
  const hash = chainHash(head.hash, entry);
  const { before, after, ...fields } = entry;
  await tx.db.auditEntry.create({
    data: { ...fields, before: toJson(before), after: toJson(after), previousHash: head.hash, hash },
  });
  await tx.db.auditHead.update({ where: { workspaceId }, data: { hash } });
}

/** SHA-256 of the hash before and the entry in canonical JSON (RFC 8785), field by field. */
export function chainHash(previous: string, entry: ChainedEntry): string {
  const canonical = canonicalize({
    workspaceId: entry.workspaceId,
    seq: entry.seq,
    action: entry.action,
    actorKind: entry.actorKind,
    actorMemberId: entry.actorMemberId,
    actorName: entry.actorName,
    targetKind: entry.targetKind,
    targetId: entry.targetId,
    before: entry.before,
    after: entry.after,
    ip: entry.ip,
    requestId: entry.requestId,
    createdAt: entry.createdAt.toISOString(),
  });
  if (canonical === undefined) throw new Error("An audit entry has no canonical form.");
  return createHash("sha256").update(previous).update(canonical).digest("hex");
}

/** As it will be read back: what JSON leaves out must not be hashed. */
function plain(fields: Record<string, unknown> | undefined): unknown {
  return fields === undefined ? null : JSON.parse(JSON.stringify(fields));
}

function toJson(fields: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  // Written by our own commands as plain JSON values.
  return fields === null ? Prisma.DbNull : (fields as Prisma.InputJsonValue);
}
