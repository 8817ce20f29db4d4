import { visibleConversations } from "@/lib/conversations/policy";
import { invalid } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { visibleMembers } from "@/lib/members/policy";
import { findLibraryPlace, type LibraryPlace } from "../../places/queries";
import type { PlaceKind, SearchType } from "../../schema";
import { readTyped, type Typed } from "../rules";

/** A search as it was asked for. */
export type Asked = {
  q: string;
  types?: SearchType[] | undefined;
  from?: string | undefined;
  in?: string | undefined;
  document?: string | undefined;
  folder?: string | undefined;
  collection?: string | undefined;
  before?: string | undefined;
  after?: string | undefined;
  has?: "file" | undefined;
  sort: "newest" | "relevance";
  cursor?: string | undefined;
  limit: number;
};

/** What was understood of it. */
export type Filters = {
  from: { memberId: string; name: string } | null;
  in: { conversationId: string; name: string | null } | null;
  place: LibraryPlace | null;
  before: Date | null;
  after: Date | null;
  /** Only messages that carry a file. */
  hasFile: boolean;
  /** Somebody or some place that the actor knows nothing of was asked for. */
  isNowhere: boolean;
};

/** Operators inside `q` that name nobody, no place, no day and no file are words like others. */
export async function understand(tx: TxCtx, asked: Asked): Promise<{ typed: Typed; filters: Filters }> {
  const typed = readTyped(asked.q);
  const { operators } = typed;
  const from = asked.from ? await findMember(tx, { id: asked.from }) : await memberNamed(tx, operators.from);
  const place = asked.in ? await findPlace(tx, { id: asked.in }) : await placeNamed(tx, operators.in);
  const shelf = readShelf(asked);
  const found = shelf && (await findLibraryPlace(tx, shelf));
  const before = dayOf(asked.before ?? operators.before);
  const after = dayOf(asked.after ?? operators.after);
  const hasFile = asked.has === "file" || /^files?$/i.test(operators.has ?? "");
  const unread = [
    from ? null : operators.from,
    place ? null : operators.in,
    before ? null : operators.before,
    after ? null : operators.after,
    hasFile ? null : operators.has,
  ];
  const words = [...typed.words, ...unread.filter((word) => word !== null)];
  const isNowhere =
    (asked.from !== undefined && !from) || (asked.in !== undefined && !place) || (shelf !== null && !found);
  const filters = { from, in: place, place: found, before, after, hasFile, isNowhere };
  return { typed: { ...typed, words }, filters };
}

/** Throws INVALID for more than one place. */
function readShelf({ document, folder, collection }: Asked): { kind: PlaceKind; id: string } | null {
  const named = Object.entries({ document, folder, collection }).flatMap(
    ([kind, id]) => (id === undefined ? [] : [{ kind: kind as PlaceKind, id }]), // the keys of the literal
  );
  const [one, another] = named;
  if (another) throw invalid(another.kind, "Choose one place to look in.");
  return one ?? null;
}

async function findMember(tx: TxCtx, where: { id: string } | { name: object }): Promise<Filters["from"]> {
  const row = await tx.db.member.findFirst({
    where: { AND: [visibleMembers(tx), where] },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
  });
  return row && { memberId: row.id, name: row.name };
}

function memberNamed(tx: TxCtx, name: string | null): Promise<Filters["from"]> | null {
  const plain = name?.replace(/^@/, "");
  return plain ? findMember(tx, { name: { equals: plain, mode: "insensitive" } }) : null;
}

async function findPlace(tx: TxCtx, where: { id: string } | { name: object }): Promise<Filters["in"]> {
  const row = await tx.db.conversation.findFirst({
    where: { AND: [visibleConversations(tx), where] },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
  });
  return row && { conversationId: row.id, name: row.name };
}

function placeNamed(tx: TxCtx, name: string | null): Promise<Filters["in"]> | null {
  const plain = name?.replace(/^#/, "");
  return plain ? findPlace(tx, { name: { equals: plain, mode: "insensitive" } }) : null;
}

function dayOf(text: string | null): Date | null {
  if (!text || !/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? null : day;
}
