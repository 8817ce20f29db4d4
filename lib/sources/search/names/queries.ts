import type { TxCtx } from "@/lib/ctx";
import { visibleDocuments } from "@/lib/documents/policy";
import { visibleRecordings } from "@/lib/recordings/policy";
import type { Filters } from "../filters/queries";
import type { Typed } from "../rules";
import { isNamed, type MarkedName, markName, partsWanted } from "./rules";

type Asked = { typed: Typed; filters: Filters; most: number };

/** A document or a recording by its name. `file`: of a document, when it is the file that is called so and not the document. */
export type Named = {
  type: "document" | "recording";
  id: string;
  title: string;
  file: MarkedName | null;
  createdAt: Date;
};

/**
 * Documents and recordings that are called what was looked for, as they are called today: by their title, and by the name of the file that was
 * brought. Also what is still being read, and what cannot be.
 */
export async function findNamed(tx: TxCtx, { typed, filters, most }: Asked): Promise<Named[]> {
  const parts = partsWanted(typed);
  if (parts.length === 0) return [];
  const within = {
    ...(filters.place ? { id: { in: filters.place.sourceIds } } : {}),
    ...(filters.in ? { audience: { is: { conversationId: filters.in.conversationId } } } : {}),
    createdAt: {
      ...(filters.after ? { gte: filters.after } : {}),
      ...(filters.before ? { lt: filters.before } : {}),
    },
  };
  const page = { orderBy: [{ createdAt: "desc" as const }, { id: "desc" as const }], take: most };
  const documents = await tx.db.document.findMany({
    where: {
      AND: [
        visibleDocuments(tx),
        within,
        ...parts.map((part) => ({
          OR: [{ title: like(part) }, { versions: { some: { file: { name: like(part) } } } }],
        })),
      ],
    },
    include: { versions: { orderBy: { version: "desc" }, take: 1, include: { file: true } } },
    ...page,
  });
  const recordings = await tx.db.recording.findMany({
    where: {
      AND: [
        visibleRecordings(tx),
        within,
        { kind: { not: "voice" } },
        ...parts.map((part) => ({ title: like(part) })),
      ],
    },
    select: { id: true, title: true, createdAt: true },
    ...page,
  });
  return [
    ...documents.flatMap(({ id, title, createdAt, versions }): Named[] => {
      const file = versions[0]?.file.name ?? title;
      if (!isNamed([title, file], typed)) return [];
      const byTitle = isNamed([title], typed);
      return [{ type: "document", id, title, createdAt, file: byTitle ? null : markName(file, typed) }];
    }),
    ...recordings.flatMap(({ id, title, createdAt }): Named[] =>
      isNamed([title], typed) ? [{ type: "recording", id, title, createdAt, file: null }] : [],
    ),
  ];
}

/** More than is meant: rules look again. */
function like(part: string) {
  return { contains: part, mode: "insensitive" as const };
}

/** Of each of these messages, the file that is called what was looked for. The caller has checked that they may be read. */
export async function findNamedFiles(
  tx: TxCtx,
  ids: string[],
  typed: Typed,
): Promise<Map<string, MarkedName>> {
  const rows = await tx.db.messageFile.findMany({
    where: { workspaceId: tx.workspaceId, messageId: { in: ids } },
    orderBy: { position: "desc" }, // the first of several is kept
    select: { messageId: true, file: { select: { name: true } } },
  });
  const wanted = { ...typed, without: [] };
  return new Map(
    rows.flatMap(({ messageId, file }) =>
      isNamed([file.name], wanted) ? [[messageId, markName(file.name, typed)] as const] : [],
    ),
  );
}
