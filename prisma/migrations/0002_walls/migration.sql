-- The roles, and the third wall of tenancy: row-level security, forced on every tenant table.
-- Roles belong to the whole server, so they may exist already, or be made by a parallel migration of another database.

do $$
declare
  role text;
begin
  foreach role in array array['app_user', 'app_identity', 'app_search'] loop
    begin
      if not exists (select from pg_roles where rolname = role) then
        execute format('create role %I nologin noinherit', role);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
  begin
    if not exists (select from pg_roles where rolname = 'parley_login') then
      create role parley_login login noinherit; -- `npm run db:migrate` gives it a password
    end if;
  exception when duplicate_object or unique_violation then null;
  end;
end $$;

-- The login role may do nothing but assume these two. Before PostgreSQL 16 that follows from NOINHERIT alone.
do $$
declare
  role text;
  how text := case when current_setting('server_version_num')::int >= 160000 then ' with inherit false, set true' else '' end;
begin
  perform pg_advisory_xact_lock(hashtext('parley_roles'));
  foreach role in array array['app_user', 'app_identity'] loop
    if not pg_has_role('parley_login', role, 'member') then
      execute format('grant %I to parley_login', role) || how;
    end if;
  end loop;
  -- The migrator proves the walls by assuming the roles, and hands a function over to app_search. A superuser always may.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    foreach role in array array['app_user', 'app_identity', 'app_search'] loop
      execute format('grant %I to %I', role, current_user) || how;
    end loop;
  end if;
end $$;

revoke all on schema public from public;
grant usage on schema public to app_user, app_identity, app_search;
do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$;

-- What keeps the walls standing. Not modelled by Prisma.
create schema guard;
grant usage on schema guard to app_user;

-- Encloses a tenant table: forced row-level security for app_user by the column that names the tenant, and its rights. Every later
-- migration that makes a tenant table calls this.
create function guard.enclose(tenant_table regclass, tenant_column name default 'workspaceId') returns void language plpgsql as $$
declare
  predicate text := format('%I = nullif(current_setting(''app.workspace_id'', true), '''')::uuid', tenant_column);
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format('create policy tenant on %s to app_user using (%s) with check (%s)', tenant_table, predicate, predicate);
  execute format('grant select, insert, update, delete on %s to app_user', tenant_table);
end $$;
revoke all on function guard.enclose from public;

select guard.enclose('"Workspace"', 'id');
select guard.enclose('"Member"');
select guard.enclose('"Invite"');
select guard.enclose('"InviteToken"');
select guard.enclose('"AuditHead"');
select guard.enclose('"AuditEntry"');
select guard.enclose('"Conversation"');
select guard.enclose('"Participant"');
select guard.enclose('"ConversationEvent"');
select guard.enclose('"Message"');
select guard.enclose('"MessageRevision"');
select guard.enclose('"Reaction"');
select guard.enclose('"Mention"');
select guard.enclose('"Run"');
select guard.enclose('"RunEvent"');
select guard.enclose('"UsageEntry"');
select guard.enclose('"Audience"');
select guard.enclose('"Source"');
select guard.enclose('"Passage"');
select guard.enclose('"Citation"');
select guard.enclose('"Outbox"');
select guard.enclose('"JobRun"');
select guard.enclose('"IdempotencyKey"');

grant usage on sequence "Passage_key_seq" to app_user;
revoke delete on "Workspace" from app_user;
revoke update on "InviteToken" from app_user;
revoke update, delete on "AuditEntry" from app_user;
revoke delete on "AuditHead" from app_user;
grant select on "Model" to app_user;

-- Before a tenant is known: the global tables, one's own memberships, and the invite that a token leads to.
grant select, insert, update, delete on "User", "Account", "Session", "VerificationToken", "OneTimeToken", "RefreshToken", "ApiKey",
  "AccountEvent", "InviteToken", "RateLimit", "RateHit", "Workspace" to app_identity;
grant select on "Model" to app_identity;
grant select, update on "Member", "Invite" to app_identity;

create policy identity on "Workspace" to app_identity using (true) with check (true);
create policy identity on "InviteToken" to app_identity using (true) with check (true);
create policy identity on "Member" to app_identity
  using ("userId" = nullif(current_setting('app.user_id', true), '')::uuid)
  with check ("userId" = nullif(current_setting('app.user_id', true), '')::uuid);
create policy identity_select on "Invite" for select to app_identity using (true);
create policy identity_update on "Invite" for update to app_identity using (true) with check (true);

-- Two rows of two tenants that nobody owns. Boot assumes app_user for one of them and must not see the other.
create table guard.canary (workspace_id uuid primary key, word text not null);
insert into guard.canary values
  ('00000000-0000-7000-8000-00000000000a', 'seen'),
  ('00000000-0000-7000-8000-00000000000b', 'unseen');
select guard.enclose('guard.canary', 'workspace_id');
revoke insert, update, delete on guard.canary from app_user;
