import { DAY } from "@/lib/core/clock";
import { invalid } from "@/lib/core/errors";
import { type Ctx, read, type TxCtx } from "@/lib/ctx";
import type { AuditEntry, Prisma } from "@/prisma/generated/client";
import { chainHash } from "./policy";
import type { AuditEntryDto, AuditFilters, VerificationDto } from "./schema";

const BATCH = 1_000;

type Page = AuditFilters & { cursor?: string | undefined; limit: number };

/** The workspace log, newest first. */
export async function listAudit(tx: TxCtx, { cursor, limit, ...filters }: Page) {
  const before = seqOf(cursor);
  const rows = await tx.db.auditEntry.findMany({
    where: { AND: [matching(tx, filters), before === null ? {} : { seq: { lt: before } }] },
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toAuditEntryDto),
    nextCursor: rows.length > limit && last ? String(last.seq) : null,
  };
}

/** Everything that the filters leave, oldest first, in batches, each read in a transaction of its own: for an export. */
export async function* eachAuditEntry(ctx: Ctx, filters: AuditFilters): AsyncGenerator<AuditEntryDto[]> {
  for await (const rows of batches(ctx, matching(ctx, filters))) yield rows.map(toAuditEntryDto);
}

/**
 * Follows the chain from its first entry to its head: an entry changed, taken out, put in or cut off at the end is found. What is written
 * meanwhile is followed, too.
 */
export async function verifyAudit(ctx: Ctx): Promise<VerificationDto> {
  const { workspaceId } = ctx;
  let entries = 0;
  let hash = "";
  for (;;) {
    const before = entries;
    for await (const rows of batches(ctx, { workspaceId }, entries)) {
      for (const row of rows) {
        const follows =
          row.seq === entries + 1 && row.previousHash === hash && row.hash === chainHash(hash, row);
        if (!follows)
          return { intact: false, entries: (await readHead(ctx))?.seq ?? entries, brokenAt: entries + 1 };
        entries = row.seq;
        hash = row.hash;
      }
    }
    const head = await readHead(ctx);
    const isWhole = (head?.seq ?? 0) === entries && (head?.hash ?? "") === hash;
    if (isWhole) return { intact: true, entries, brokenAt: null };
    if (entries === before) return { intact: false, entries: head?.seq ?? entries, brokenAt: entries + 1 };
  }
}

function readHead(ctx: Ctx) {
  const { workspaceId } = ctx;
  return read(ctx, (tx) => tx.db.auditHead.findUnique({ where: { workspaceId } }));
}

async function* batches(
  ctx: Ctx,
  where: Prisma.AuditEntryWhereInput,
  from = 0,
): AsyncGenerator<AuditEntry[]> {
  let after = from;
  while (true) {
    const more = { AND: [where, { seq: { gt: after } }] };
    const rows = await read(ctx, (tx) =>
      tx.db.auditEntry.findMany({ where: more, orderBy: { seq: "asc" }, take: BATCH }),
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.seq;
  }
}

function matching(ctx: Ctx, filters: AuditFilters): Prisma.AuditEntryWhereInput {
  const until = filters.to ? new Date(new Date(filters.to).getTime() + DAY) : null;
  return {
    workspaceId: ctx.workspaceId,
    ...(filters.action ? { action: filters.action } : {}),
    ...(filters.actorId ? { actorMemberId: filters.actorId } : {}),
    createdAt: {
      ...(filters.from ? { gte: new Date(filters.from) } : {}),
      ...(until ? { lt: until } : {}),
    },
  };
}

function seqOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (!/^\d{1,9}$/.test(cursor)) throw invalid("cursor", "This cursor is not one of ours.");
  return Number(cursor);
}

function toAuditEntryDto(row: AuditEntry): AuditEntryDto {
  return {
    seq: row.seq,
    action: row.action,
    actor: { kind: row.actorKind, memberId: row.actorMemberId, name: row.actorName },
    target: row.targetKind && row.targetId ? { kind: row.targetKind, id: row.targetId } : null,
    before: toFields(row.before),
    after: toFields(row.after),
    ip: row.ip,
    createdAt: row.createdAt.toISOString(),
  };
}

function toFields(json: Prisma.JsonValue): Record<string, unknown> | null {
  return json !== null && typeof json === "object" && !Array.isArray(json) ? json : null;
}
