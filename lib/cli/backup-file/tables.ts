import type pg from "pg";

/** A table as it is backed up: its quoted name, and its columns with their types. */
export type BackedUpTable = { name: string; columns: { name: string; type: string }[] };

/** Where data is. The canary is the migrations' own, and so is their table. */
const SCHEMAS = ["public", "search"];

/** Made where the extension is, and filled again by the embedder. */
const DERIVED = ["_prisma_migrations", "embedding_pgvector"];

/** Every table with data, by name; partitions are reached through their parent, generated columns make themselves. */
export async function listTables(client: pg.Client): Promise<BackedUpTable[]> {
  const { rows } = await client.query<BackedUpTable>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) order by attnum)
        from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all ($2)
     order by 1`,
    [SCHEMAS, DERIVED],
  );
  return rows;
}

/** Owners without BYPASSRLS see nothing where row-level security is forced: a backup by them would be silently empty. */
export async function requireFullSight(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sees: boolean; name: string }>(
    "select rolsuper or rolbypassrls as sees, rolname as name from pg_roles where rolname = current_user",
  );
  if (rows[0]?.sees) return;
  throw new Error(
    `The role ${rows[0]?.name} does not see through row-level security. Have a superuser run: ALTER ROLE ${rows[0]?.name} BYPASSRLS`,
  );
}

/** Quotes a name for SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
