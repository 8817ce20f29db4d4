-- Messages are found by the names of the files that they carry.

-- Words of a name: what people put between them is a blank, and BudgetReport is found by either half and as a whole.
-- lib/sources/search/names reads names in the same way.
create function file_name_vector(name text) returns tsvector language plpgsql immutable strict parallel safe as $$
declare
  plain constant text := regexp_replace(normalize(name, nfkc), '[-_.+,;:()\[\]{}@/\\&=~#''"!]+', ' ', 'g');
begin
  return search_vector(plain || ' ' || regexp_replace(plain, '([[:lower:]])([[:upper:]])', '\1 \2', 'g'));
end $$;

create index "File_name_search" on "File" using gin ("workspaceId", file_name_vector(name));

grant select ("workspaceId", id, name) on "File" to app_search;
grant select on "MessageFile" to app_search;
create policy search on "File" for select to app_search using (true);
create policy search on "MessageFile" for select to app_search using (true);

drop function search_messages(uuid, uuid[], tsquery, uuid[], timestamptz, timestamptz, timestamptz, uuid, int);

-- The newest `most` messages (at most 1000) of these conversations, newest first, whose words match `query` or that carry a file whose name
-- matches `names`: then nothing that `names` rules out stands in their words either. `senders`, `since` and `until` narrow it where they are
-- given, and `with_files` to messages that carry any. Empty for any workspace but the transaction's own.
create function search_messages(
  workspace uuid, conversation_ids uuid[], query tsquery, names tsquery, senders uuid[], since timestamptz, until timestamptz,
  with_files boolean, most int
) returns table (id uuid, conversation_id uuid, created_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select m.id, m."conversationId", m."createdAt"
  from (
    select said.* from "Message" said
    where said."workspaceId" = workspace and search_vector(said.body) @@ query
    union all
    select carrier.* from "Message" carrier
    where carrier."workspaceId" = workspace
      and (search_vector(carrier.body) @@ query) is not true
      and carrier.id in (
        select c."messageId" from "File" f
        join "MessageFile" c on c."workspaceId" = f."workspaceId" and c."fileId" = f.id
        where f."workspaceId" = workspace and file_name_vector(f.name) @@ names)
      and exists (
        select from "MessageFile" c
        join "File" f on f."workspaceId" = c."workspaceId" and f.id = c."fileId"
        where c."workspaceId" = workspace and c."messageId" = carrier.id
          and (search_vector(carrier.body) || file_name_vector(f.name)) @@ names)
  ) m
  where workspace = nullif(current_setting('app.workspace_id', true), '')::uuid
    and m."conversationId" = any (conversation_ids)
    and m."deletedAt" is null
    and m.type <> 'event'
    and (senders is null or m."senderId" = any (senders))
    and (since is null or m."createdAt" >= since)
    and (until is null or m."createdAt" < until)
    and (not with_files or exists (
      select from "MessageFile" c where c."workspaceId" = m."workspaceId" and c."messageId" = m.id))
  order by m."createdAt" desc, m.id desc
  limit least(most, 1000)
$$;

revoke all on function search_messages from public;
grant execute on function search_messages to app_user;

grant create on schema public to app_search; -- only to become an owner here
alter function search_messages owner to app_search;
revoke create on schema public from app_search;
