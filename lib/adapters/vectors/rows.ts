import { Prisma } from "@/prisma/generated/client";
import type { VectorsPort } from "./port";

/** One way of keeping vectors. */
export type Kept = Pick<
  VectorsPort,
  "put" | "missing" | "nearest" | "compare" | "forget" | "follow" | "drop"
>;

/**
 * Whether the passage of a row called `near` may answer, asked of the nearest first and until there are enough: what was deleted, or is of
 * another version, takes nobody's place. `offset 0` keeps the planner from joining it all instead.
 */
export const isFound = (workspaceId: string): Prisma.Sql => Prisma.sql`
  exists (
    select from "Passage" p join "Source" s on s."workspaceId" = p."workspaceId" and s.id = p."sourceId"
    where p."workspaceId" = ${workspaceId}::uuid and p.key = near.passage_key and s.status = 'ready' and s."deletedAt" is null offset 0)`;

/** What is the same in every table of vectors: which passages have none yet, and how its rows go and change hands. */
export const rowsOf = (table: Prisma.Sql): Pick<Kept, "missing" | "forget" | "follow" | "drop"> => ({
  async missing(tx, { workspaceId, spaceId }, { subjectId, most }) {
    const rows = await tx.$queryRaw<{ key: bigint }[]>`
      select p.key from "Passage" p join "Source" s on s."workspaceId" = p."workspaceId" and s.id = p."sourceId"
      where p."workspaceId" = ${workspaceId}::uuid and s.status = 'ready' and s."deletedAt" is null and p.text <> ''
        and (${subjectId === null} or s."subjectId" = ${subjectId}::uuid)
        and not exists (select from ${table} e
          where e.workspace_id = p."workspaceId" and e.space_id = ${spaceId}::uuid and e.passage_key = p.key)
      order by p.key desc limit ${most}`;
    return rows.map(({ key }) => key);
  },

  async forget(tx, workspaceId, keys) {
    await tx.$executeRaw`
      delete from ${table} where workspace_id = ${workspaceId}::uuid and passage_key = any(${keys}::bigint[])`;
  },

  async follow(tx, workspaceId, keys) {
    await tx.$executeRaw`
      update ${table} e set audience_id = p."audienceId" from "Passage" p
      where p."workspaceId" = ${workspaceId}::uuid and p.key = any(${keys}::bigint[])
        and e.workspace_id = p."workspaceId" and e.passage_key = p.key and e.audience_id <> p."audienceId"`;
  },

  drop: (tx, { workspaceId, spaceId }, most) => tx.$executeRaw`
    delete from ${table} e using (
      select workspace_id, space_id, passage_key from ${table}
      where workspace_id = ${workspaceId}::uuid and space_id = ${spaceId}::uuid limit ${most}
    ) due where e.workspace_id = due.workspace_id and e.space_id = due.space_id and e.passage_key = due.passage_key`,
});
