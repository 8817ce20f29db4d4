import pg from "pg";
import type { TestDatabase } from "./database";

/** A database that can be taken back to how it was, in a few milliseconds, with everybody still connected to it. */
export type Rewindable = {
  rewind(): Promise<void>;
  /** As the superuser, over one connection that stays open. */
  sql<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>;
  close(): Promise<void>;
};

const KEEP = `
  create schema kept;
  create table kept.sums (name text primary key, total numeric not null);

  create function kept.total(place text) returns numeric language plpgsql as $$
  declare
    total numeric;
  begin
    execute format('select coalesce(sum(hashtextextended(t::text, 0)), 0) from %s t', place) into total;
    return total;
  end $$;

  create view kept.tables as
    select format('%I.%I', nspname, relname) as place, format('kept.%I', nspname || '.' || relname) as copy, c.oid
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and nspname in ('public', 'search');

  do $$
  declare
    t record;
  begin
    for t in select * from kept.tables loop
      execute format('create table %s as table %s', t.copy, t.place);
      insert into kept.sums values (t.place, kept.total(t.place));
    end loop;
  end $$;

  -- Only what has changed is brought back. As a replica: the order of references does not matter then.
  create function kept.rewind() returns void language plpgsql set session_replication_role = replica as $$
  declare
    t record;
    columns text;
  begin
    for t in select * from kept.tables join kept.sums on name = place loop
      continue when t.total = kept.total(t.place);
      select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
        where attrelid = t.oid and attnum > 0 and not attisdropped and attgenerated = '';
      execute format('delete from %s', t.place);
      execute format('insert into %s (%s) overriding system value select %s from %s', t.place, columns, columns, t.copy);
    end loop;
  end $$`;

/** Keeps a copy of every row beside the tables, for `rewind`. */
export async function keepRows(db: TestDatabase): Promise<Rewindable> {
  const client = new pg.Client({ connectionString: db.directUrl });
  await client.connect();
  await client.query(KEEP);
  return {
    rewind: async () => void (await client.query("select kept.rewind()")),
    sql: async <Row extends pg.QueryResultRow>(text: string) => (await client.query<Row>(text)).rows,
    close: () => client.end(),
  };
}
