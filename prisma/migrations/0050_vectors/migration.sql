-- Vectors of passages, where an embedder is configured. Derived from the passages, like postings.

-- A model that embeds is asked by nobody in a chat.
alter table "Model" add column kind text not null default 'chat';

-- What one embedder makes of a workspace's passages. Questions are compared with the space that serves; the one that is built takes its
-- place when it is whole.
create table search.space (
  workspace_id uuid not null,
  id uuid not null,
  provider text not null,
  model text not null,
  -- As asked for; null: as many as the model gives.
  dimensions int,
  -- Where its vectors are kept: plain | pgvector.
  store text not null,
  -- building | serving | retired
  status text not null,
  -- Why the last call failed, in a sentence.
  failure text,
  failed_at timestamptz(3),
  created_at timestamptz(3) not null,
  primary key (workspace_id, id)
);
create unique index space_status on search.space (workspace_id, status) where status <> 'retired';
create index space_created on search.space (workspace_id, created_at);
select guard.enclose('search.space', 'workspace_id');

-- For databases without the extension: the signs of a vector, one bit each, by which candidates are drawn, and its numbers, four bytes each,
-- little end first, by which they are ranked. Both null: the embedder refused the text.
create table search.embedding (
  workspace_id uuid not null,
  space_id uuid not null,
  passage_key bigint not null,
  audience_id uuid not null,
  signs bit varying,
  vector bytea,
  primary key (workspace_id, space_id, passage_key)
) partition by hash (workspace_id);
create index embedding_passage on search.embedding (workspace_id, passage_key);

do $$ begin
  for part in 0..7 loop
    execute format('create table search.embedding_%s partition of search.embedding for values with (modulus 8, remainder %s)', part, part);
    execute format('alter table search.embedding_%s enable row level security', part);
    execute format('alter table search.embedding_%s force row level security', part);
  end loop;
end $$;
select guard.enclose('search.embedding', 'workspace_id');

-- The same for databases with it: makes the table, and an index for vectors of so many dimensions. Called after the migrations, by the owner:
-- the extension may come later.
create function search.prepare_pgvector(dimensions int) returns void language plpgsql as $$
begin
  create extension if not exists vector with schema public;
  if to_regclass('search.embedding_pgvector') is null then
    create table search.embedding_pgvector (
      workspace_id uuid not null,
      space_id uuid not null,
      passage_key bigint not null,
      audience_id uuid not null,
      vector vector,
      primary key (workspace_id, space_id, passage_key)
    ) partition by hash (workspace_id);
    create index embedding_pgvector_passage on search.embedding_pgvector (workspace_id, passage_key);
    for part in 0..7 loop
      execute format('create table search.embedding_pgvector_%s partition of search.embedding_pgvector for values with (modulus 8, remainder %s)', part, part);
      execute format('alter table search.embedding_pgvector_%s enable row level security', part);
      execute format('alter table search.embedding_pgvector_%s force row level security', part);
    end loop;
    perform guard.enclose('search.embedding_pgvector', 'workspace_id');
  end if;
  -- An index holds at most 2 000 dimensions.
  if dimensions between 1 and 2000 then
    execute format('create index if not exists embedding_pgvector_hnsw_%s on search.embedding_pgvector using hnsw ((vector::vector(%s)) vector_cosine_ops) where vector_dims(vector) = %s', dimensions, dimensions, dimensions);
  end if;
end $$;
revoke all on function search.prepare_pgvector from public;
