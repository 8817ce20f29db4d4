-- The index of passages (BM25 in plain SQL) and the search over messages.

create extension if not exists btree_gin with schema public;

-- Not modelled by Prisma. Derived from the passages and rebuilt from them: no foreign keys, whose checks would cost more than the rows.
create schema search;
grant usage on schema search to app_user;

-- tf: occurrences in the passage. length: of the passage, in index terms, denormalised from it. Found by equality alone, which is leakproof
-- and therefore uses its index under row-level security.
create table search.posting (
  workspace_id uuid not null,
  term text not null,
  passage_key bigint not null,
  audience_id uuid not null,
  tf smallint not null,
  length int not null,
  primary key (workspace_id, term, passage_key)
) partition by hash (workspace_id);
create index posting_passage on search.posting (workspace_id, passage_key);

do $$ begin
  for part in 0..7 loop
    execute format('create table search.posting_%s partition of search.posting for values with (modulus 8, remainder %s)', part, part);
    -- Nobody has rights on a partition; if somebody ever gets one, this still shows nothing.
    execute format('alter table search.posting_%s enable row level security', part);
    execute format('alter table search.posting_%s force row level security', part);
  end loop;
end $$;

-- Refreshed by a job, over passages that the whole workspace may see: they must not tell what a private conversation is about.
create table search.term_stat (
  workspace_id uuid not null,
  term text not null,
  df int not null,
  primary key (workspace_id, term)
);
create table search.corpus_stat (
  workspace_id uuid primary key,
  passages int not null,
  total_length bigint not null
);

select guard.enclose('search.posting', 'workspace_id');
select guard.enclose('search.term_stat', 'workspace_id');
select guard.enclose('search.corpus_stat', 'workspace_id');

-- Under row-level security a full-text condition may not use its index, because it is not leakproof. So a role of its own reads messages
-- without a tenant policy, only inside the function below, which names the tenant itself.
create index "Message_search" on "Message" using gin ("workspaceId", to_tsvector('simple', body));

grant select on "Message" to app_search;
create policy search on "Message" for select to app_search using (true);

-- The newest `most` messages (at most 500) of these conversations that match, newest first. Empty for any workspace but the transaction's own.
create function search_messages(workspace uuid, conversation_ids uuid[], query tsquery, most int)
returns table (id uuid, conversation_id uuid, created_at timestamptz, rank real)
language sql stable security definer set search_path = pg_catalog, public as $$
  select m.id, m."conversationId", m."createdAt", ts_rank(to_tsvector('simple', m.body), query)
  from "Message" m
  where workspace = nullif(current_setting('app.workspace_id', true), '')::uuid
    and m."workspaceId" = workspace
    and m."conversationId" = any (conversation_ids)
    and to_tsvector('simple', m.body) @@ query
    and m."deletedAt" is null
  order by m."createdAt" desc, m.id desc
  limit least(most, 500)
$$;

revoke all on function search_messages from public;
grant execute on function search_messages to app_user;

grant create on schema public to app_search; -- only to become an owner here
alter function search_messages owner to app_search;
revoke create on schema public from app_search;
