import { z } from "zod";
import { invalid, notFound } from "@/lib/core/errors";
import { type Ctx, read, type TxCtx } from "@/lib/ctx";
import { getDocument } from "../queries";
import { DocumentPart } from "../schema";

type Asked = { version?: number | undefined; cursor?: string | undefined; limit: number };

/** What a version of a document says, in parts, as it was read. NOT_FOUND also where it has not been read. The cursor is a part's place. */
export async function listParts(ctx: Ctx, documentId: string, { version, cursor, limit }: Asked) {
  const from = placeOf(cursor);
  const path = await read(ctx, (tx) => findTextPath(tx, documentId, version));
  const blob = path === null ? null : await ctx.blob.get(path);
  if (!blob) throw notFound("text");
  const parts = z.array(DocumentPart).parse(await new Response(blob.body).json());
  const next = from + limit;
  return { items: parts.slice(from, next), nextCursor: next < parts.length ? String(next) : null };
}

async function findTextPath(
  tx: TxCtx,
  documentId: string,
  version: number | undefined,
): Promise<string | null> {
  await getDocument(tx, documentId);
  const row = await tx.db.documentVersion.findFirst({
    where: {
      workspaceId: tx.workspaceId,
      documentId,
      textPath: { not: null },
      ...(version === undefined ? {} : { version }),
    },
    orderBy: { version: "desc" },
    select: { textPath: true },
  });
  return row?.textPath ?? null;
}

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,6}$/.test(cursor)) throw invalid("cursor", "This cursor is not one of ours.");
  return Number(cursor);
}
