import type { AudioPort } from "@/lib/adapters/audio/port";
import type { BlobPort } from "@/lib/adapters/blob/port";
import type { DatabasePort, Tx } from "@/lib/adapters/db/port";
import type { EmbeddingsPort } from "@/lib/adapters/embeddings/port";
import type { JobsPort } from "@/lib/adapters/jobs/port";
import type { MailPort } from "@/lib/adapters/mail/port";
import type { ModelsPort } from "@/lib/adapters/models/port";
import type { OcrPort } from "@/lib/adapters/ocr/port";
import type { PagesPort } from "@/lib/adapters/pages/port";
import type { ParserPort } from "@/lib/adapters/parser/port";
import type { PicturesPort } from "@/lib/adapters/pictures/port";
import type { RealtimePort } from "@/lib/adapters/realtime/port";
import type { SitePort } from "@/lib/adapters/site/port";
import type { TranscriptionPort } from "@/lib/adapters/transcription/port";
import type { VectorsPort } from "@/lib/adapters/vectors/port";
import type { Clock } from "@/lib/core/clock";
import type { WorkspaceId } from "@/lib/core/ids";
import type { OutboxRow } from "@/lib/outbox";
import { publishCommitted, publishStragglers } from "@/lib/relay";

export type Ports = {
  database: DatabasePort;
  realtime: RealtimePort;
  jobs: JobsPort;
  blob: BlobPort;
  mail: MailPort;
  models: ModelsPort;
  parser: ParserPort;
  pictures: PicturesPort;
  pages: PagesPort;
  audio: AudioPort;
  ocr: OcrPort;
  transcription: TranscriptionPort;
  embeddings: EmbeddingsPort;
  vectors: VectorsPort;
  site: SitePort;
  clock: Clock;
};

export type Role = "owner" | "admin" | "member" | "guest";

/** Who acts. Inside a workspace the only id of a participant is `memberId`. */
export type Actor =
  | { kind: "member"; memberId: string; userId: string; role: Role; name: string }
  | { kind: "apiKey"; memberId: string; userId: string; role: Role; name: string; scopes: string[] }
  | { kind: "assistant"; memberId: string; name: string }
  | { kind: "visitor"; memberId: string; name: string }
  | { kind: "operator"; userId: string; reason: string }
  | { kind: "system"; reason: string };

/** The one parameter of the domain. */
export type Ctx = Ports & {
  actor: Actor;
  workspaceId: WorkspaceId;
  requestId: string;
  /** From where the request came; absent in jobs. */
  client?: ClientAddress;
};

/** An open transaction. A command that is handed one joins it. */
export type TxCtx = Ctx & { db: Tx; outbox: OutboxRow[] };

/** Before a workspace is known: sign-in, /me, create a workspace, accept an invite. */
export type IdentityCtx = Ports & {
  userId: string | null;
  requestId: string;
  client: ClientAddress;
  /** Runs work after the answer has gone. Nobody waits for it, and its failure is only logged. */
  later(work: () => Promise<unknown>): void;
};
export type IdentityTx = IdentityCtx & { db: Tx; entered: TxCtx[] };

/** From where a request came. `network` is the address cut to its prefix (IPv4 /24, IPv6 /48): what limits count. */
export type ClientAddress = { ip: string | null; network: string; userAgent: string | null };

/** A transaction that only reads, or joins the one that is open. */
export function read<T>(ctx: Ctx | TxCtx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  return transaction(ctx, work);
}

/** One transaction as `app_user` of the ctx's workspace, or the open one. After commit the outbox is nudged; a crash before that loses nothing. */
export async function transaction<T>(ctx: Ctx | TxCtx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  if (isOpen(ctx)) return work(ctx);
  let outbox: OutboxRow[] = [];
  const options = { role: "app_user", workspaceId: ctx.workspaceId, userId: actorUserId(ctx.actor) } as const;
  const result = await ctx.database.inTransaction(options, (db) => {
    outbox = [];
    return work({ ...ctx, db, outbox });
  });
  if (outbox.length > 0) nudge(ctx, outbox);
  return result;
}

/** How often the writes of a process look for rows that somebody before them could not publish, per workspace. */
const SWEEP_MS = 1_000;
const sweptAt = new Map<string, number>();

const publishing = new Set<Promise<unknown>>();

/** Publishes what was just committed, and now and then what others left behind. Nobody waits for it. */
function nudge(ctx: Ctx, rows: OutboxRow[]): void {
  const done = publishCommitted(ctx, rows)
    .then(({ isAway }) => {
      const now = Date.now();
      if (isAway || now - (sweptAt.get(ctx.workspaceId) ?? 0) < SWEEP_MS) return 0;
      sweptAt.set(ctx.workspaceId, now);
      return publishStragglers(ctx);
    })
    .catch(() => 0)
    .finally(() => publishing.delete(done));
  publishing.add(done);
}

/** What this process is about to publish, or null: a hosted function must not be frozen meanwhile. */
export function whatIsPublishing(): Promise<unknown> | null {
  return publishing.size > 0 ? Promise.all(publishing) : null;
}

/** One transaction as `app_identity`, which alone reads the global tables. */
export async function identity<T>(
  ctx: IdentityCtx,
  work: (tx: IdentityTx) => Promise<T>,
  { isDurable = true } = {},
): Promise<T> {
  let entered: TxCtx[] = [];
  const options = { role: "app_identity", userId: ctx.userId, isDurable } as const;
  const result = await ctx.database.inTransaction(options, (db) => {
    entered = [];
    return work({ ...ctx, db, entered });
  });
  for (const tx of entered) if (tx.outbox.length > 0) nudge(tx, tx.outbox);
  return result;
}

/**
 * Goes on inside a workspace in an open identity transaction, as when one is created or joined; afterwards it is `app_identity` again.
 * The caller has just proved that the actor may be there: this mints the WorkspaceId.
 */
export async function enter<T>(
  tx: IdentityTx,
  place: { workspaceId: string; actor: Actor },
  work: (inside: TxCtx) => Promise<T>,
): Promise<T> {
  const { userId, later: _later, entered, ...rest } = tx;
  const workspaceId = place.workspaceId as WorkspaceId;
  const inside: TxCtx = { ...rest, workspaceId, actor: place.actor, outbox: [] };
  await tx.database.assume(tx.db, { role: "app_user", workspaceId, userId });
  const result = await work(inside);
  await tx.database.assume(tx.db, { role: "app_identity", userId });
  entered.push(inside);
  return result;
}

/** Reaches a global table from an open transaction of a workspace, as when a member's keys are revoked. */
export async function outside<T>(tx: TxCtx, work: (db: Tx) => Promise<T>): Promise<T> {
  const userId = actorUserId(tx.actor);
  await tx.database.assume(tx.db, { role: "app_identity", userId });
  const result = await work(tx.db);
  await tx.database.assume(tx.db, { role: "app_user", workspaceId: tx.workspaceId, userId });
  return result;
}

function isOpen(ctx: Ctx | TxCtx): ctx is TxCtx {
  return "db" in ctx;
}

/** The member who acts; commands that only people or assistants may run call this. */
export function actorMemberId(ctx: Ctx): string | null {
  return "memberId" in ctx.actor ? ctx.actor.memberId : null;
}

function actorUserId(actor: Actor): string | null {
  return "userId" in actor ? actor.userId : null;
}
