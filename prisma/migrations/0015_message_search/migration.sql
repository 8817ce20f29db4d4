-- Search over messages in every language: words as they are, and pairs of characters where scripts put no spaces between words.

-- The last character of a run is a lexeme too, so that the prefix of a single character finds it. The same ranges stand in lib/sources/search.
create function search_vector(body text) returns tsvector language plpgsql immutable strict parallel safe as $$
declare
  unspaced constant text := '[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0002fa1f]';
  pairs text[];
begin
  if body !~ unspaced then return to_tsvector('simple', body); end if;
  select array_agg(distinct substr(run[1], at, 2)) into pairs
  from regexp_matches(normalize(body, nfkc), unspaced || '+', 'g') run, generate_series(1, length(run[1])) at;
  return to_tsvector('simple', body) || array_to_tsvector(coalesce(pairs, '{}'));
end $$;

drop function search_messages(uuid, uuid[], tsquery, int);
drop index "Message_search";
create index "Message_search" on "Message" using gin ("workspaceId", search_vector(body));

-- The newest `most` messages (at most 1000) of these conversations that match, newest first, before a place in that order. `senders`, `since`
-- and `until` narrow it where they are given. Empty for any workspace but the transaction's own.
create function search_messages(
  workspace uuid, conversation_ids uuid[], query tsquery, senders uuid[], since timestamptz, until timestamptz,
  before_at timestamptz, before_id uuid, most int
) returns table (id uuid, conversation_id uuid, created_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select m.id, m."conversationId", m."createdAt"
  from "Message" m
  where workspace = nullif(current_setting('app.workspace_id', true), '')::uuid
    and m."workspaceId" = workspace
    and m."conversationId" = any (conversation_ids)
    and search_vector(m.body) @@ query
    and m."deletedAt" is null
    and m.type <> 'event'
    and (senders is null or m."senderId" = any (senders))
    and (since is null or m."createdAt" >= since)
    and (until is null or m."createdAt" < until)
    and (before_at is null or (m."createdAt", m.id) < (before_at, before_id))
  order by m."createdAt" desc, m.id desc
  limit least(most, 1000)
$$;

revoke all on function search_messages from public;
grant execute on function search_messages to app_user;

grant create on schema public to app_search; -- only to become an owner here
alter function search_messages owner to app_search;
revoke create on schema public from app_search;

-- What a question was limited to: a document, a folder, or a conversation.
alter table "Run" add column scope jsonb;
