import type { Rewindable } from "./rewind";

/** A hash of the rows of every table, by its name. */
export type Fingerprint = Record<string, string>;

/** What may change without anybody having changed anything: counters of limits, and when a credential was last used. */
const RESTLESS_TABLES = ["RateHit", "_prisma_migrations"];
const RESTLESS_COLUMNS = ["lastUsedAt"];

type Column = { name: string; tenant: string | null };

/** The rows of one workspace, table by table. */
export function fingerprintOf(db: Pick<Rewindable, "sql">, workspaceId: string): Promise<Fingerprint> {
  return hashTables(db, ({ tenant }) => (tenant ? `where t."${tenant}" = '${workspaceId}'` : null));
}

/** All rows of the database, also those of no workspace. */
export function fingerprintOfAll(db: Pick<Rewindable, "sql">): Promise<Fingerprint> {
  return hashTables(db, () => "");
}

async function hashTables(
  db: Pick<Rewindable, "sql">,
  filter: (table: Column) => string | null,
): Promise<Fingerprint> {
  const tables = await db.sql<Column>(
    `select t.table_name as name, case when t.table_name = 'Workspace' then 'id' else
       (select column_name from information_schema.columns c
        where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'workspaceId') end as tenant
     from information_schema.tables t where t.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1`,
  );
  const columns = RESTLESS_COLUMNS.map((column) => ` - '${column}'`).join("");
  const parts = tables
    .filter(({ name }) => !RESTLESS_TABLES.includes(name))
    .flatMap((table) => {
      const where = filter(table);
      if (where === null) return [];
      const row = `(to_jsonb(t)${columns})::text`;
      return [
        `select '${table.name}' as name, count(*) || ':' || md5(coalesce(string_agg(${row}, ',' order by ${row}), '')) as hash
         from "${table.name}" t ${where}`,
      ];
    });
  if (parts.length < 10) throw new Error("There are hardly any tables to look at.");
  const rows = await db.sql<{ name: string; hash: string }>(parts.join(" union all "));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}
