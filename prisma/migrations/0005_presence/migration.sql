-- A webhook of the realtime service names members, and no workspace. This lets app_identity read the rows of the members it names, to learn
-- where they are; what is then changed is changed inside that workspace.
create policy named on "Member" for select to app_identity
  using (id = any (nullif(current_setting('app.member_ids', true), '')::uuid[]));
