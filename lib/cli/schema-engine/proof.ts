import type pg from "pg";
import { LOGIN_ROLE } from "./login";

/**
 * The tables that belong to no tenant: app_user has no rights on them, but for reading the registry of models. Every other table is a
 * tenant's and stands behind the third wall. `ApiKey` names a workspace, but is found by its hash before any is known.
 */
export const GLOBAL_TABLES = [
  "Account",
  "AccountEvent",
  "ApiKey",
  "Model",
  "OneTimeToken",
  "RateHit",
  "RateLimit",
  "RefreshToken",
  "Session",
  "User",
  "VerificationToken",
  "_prisma_migrations",
];

const SCHEMAS = ["public", "search", "guard"];
const APP_ROLES = ["app_user", "app_identity", "app_search"];

/** Every way in which the walls of this database do not stand, as sentences. Empty: they stand. Changes nothing. */
export async function findGaps(client: pg.Client): Promise<string[]> {
  const gaps = [
    ...(await findUnwalledTables(client)),
    ...(await findOpenGlobals(client)),
    ...(await findStrongRoles(client)),
    ...(await findOwnedThings(client)),
    ...(await findLoginRights(client)),
  ];
  return gaps.length > 0 ? gaps : findLeaks(client);
}

/** Row-level security enabled and forced, and each policy of app_user names the tenant for reading and for writing. */
async function findUnwalledTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{
    name: string;
    enabled: boolean;
    forced: boolean;
    part: boolean;
    policies: number;
    weak: number;
  }>(
    `select c.oid::regclass::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, c.relispartition as part,
       count(p.polname) filter (where 'app_user'::regrole = any (p.polroles))::int as policies,
       count(p.polname) filter (where p.polroles && array[0, 'app_user'::regrole::oid] and (
         coalesce(pg_get_expr(p.polqual, p.polrelid), '') not like '%app.workspace_id%'
         or coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') not like '%app.workspace_id%'
       ))::int as weak
     from pg_class c left join pg_policy p on p.polrelid = c.oid
     where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text = any ($1)
       and not (c.relnamespace = 'public'::regnamespace and c.relname = any ($2))
     group by c.oid order by 1`,
    [SCHEMAS, GLOBAL_TABLES],
  );
  return rows.flatMap((table) => {
    if (!table.enabled || !table.forced) return [`${table.name} does not force row-level security.`];
    if (!table.part && table.policies === 0) return [`${table.name} has no policy for app_user.`];
    if (table.weak > 0)
      return [`${table.name} has a policy for app_user that does not name the tenant, or has no WITH CHECK.`];
    return [];
  });
}

async function findOpenGlobals(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; privilege: string }>(
    `select c.oid::regclass::text as name, privilege
     from pg_class c cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as privilege
     where c.relnamespace = 'public'::regnamespace and c.relname = any ($1)
       and has_table_privilege('app_user', c.oid, privilege) and not (c.relname = 'Model' and privilege = 'SELECT')`,
    [GLOBAL_TABLES],
  );
  return rows.map(({ name, privilege }) => `app_user may ${privilege} the global table ${name}.`);
}

async function findStrongRoles(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; strong: boolean; inherits: boolean; login: boolean }>(
    `select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as strong,
       rolinherit as inherits, rolcanlogin as login
     from pg_roles where rolname = any ($1)`,
    [[LOGIN_ROLE, ...APP_ROLES]],
  );
  const missing = [LOGIN_ROLE, ...APP_ROLES].filter((name) => !rows.some((role) => role.name === name));
  const gaps = missing.map((name) => `The role ${name} is missing.`);
  for (const role of rows) {
    if (role.strong)
      gaps.push(
        `The role ${role.name} is a superuser, bypasses row-level security, or may create roles or databases.`,
      );
    if (role.name === LOGIN_ROLE && role.inherits)
      gaps.push(`The role ${role.name} inherits the rights of others.`);
    if (role.name !== LOGIN_ROLE && role.login) gaps.push(`The role ${role.name} can sign in.`);
  }
  return gaps;
}

/** Owners are above policies and grants: none of our roles owns anything, but for the search function of app_search. */
async function findOwnedThings(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ role: string; thing: string }>(
    `select r.rolname as role, pg_describe_object(d.classid, d.objid, d.objsubid) as thing
     from pg_shdepend d join pg_roles r on r.oid = d.refobjid
     where d.deptype = 'o' and r.rolname = any ($1)
       and (d.dbid = 0 or d.dbid = (select oid from pg_database where datname = current_database()))
       and not (r.rolname = 'app_search' and d.classid = 'pg_proc'::regclass
         and d.objid = to_regprocedure('search_messages(uuid, uuid[], tsquery, tsquery, uuid[], timestamptz, timestamptz, boolean, int)'))`,
    [[LOGIN_ROLE, ...APP_ROLES]],
  );
  return rows.map(({ role, thing }) => `The role ${role} owns ${thing}.`);
}

async function findLoginRights(client: pg.Client): Promise<string[]> {
  const tables = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace::regnamespace::text = any ($1)
       and has_table_privilege($2, c.oid, 'SELECT, INSERT, UPDATE, DELETE')`,
    [SCHEMAS, LOGIN_ROLE],
  );
  const roles = await client.query<{ name: string }>(
    `select r.rolname as name from pg_auth_members m join pg_roles r on r.oid = m.roleid
     where m.member = $1::regrole and r.rolname <> all ($2)`,
    [LOGIN_ROLE, ["app_user", "app_identity"]],
  );
  return [
    ...tables.rows.map(({ name }) => `${LOGIN_ROLE} has rights on ${name} without assuming a role.`),
    ...roles.rows.map(({ name }) => `${LOGIN_ROLE} may assume ${name}.`),
  ];
}

/** Two tenants in a transaction that is rolled back: what one writes the other neither sees nor touches. */
async function findLeaks(client: pg.Client): Promise<string[]> {
  const [ours, theirs] = [crypto.randomUUID(), crypto.randomUUID()];
  const assume = (tenant: string) =>
    client.query("select set_config('role', 'app_user', true), set_config('app.workspace_id', $1, true)", [
      tenant,
    ]);
  const member = `insert into "Member" ("workspaceId", id, name) values ($1, $2, 'canary')`;

  await client.query("begin");
  try {
    await assume(theirs);
    await client.query(`insert into "Workspace" (id, slug, name) values ($1, $2, 'canary')`, [
      theirs,
      theirs,
    ]);
    await client.query(member, [theirs, theirs]);
    await assume(ours);
    const seen = await tryOut(
      client,
      'select from "Workspace" union all select from "Member" union all select from "Message"',
    );
    const changed = await tryOut(client, `update "Member" set name = 'changed' where "workspaceId" = $1`, [
      theirs,
    ]);
    const written = await tryOut(client, member, [theirs, ours]);
    return [
      ...(seen > 0 ? ["A tenant sees the rows of another."] : []),
      ...(changed > 0 ? ["A tenant changes the rows of another."] : []),
      ...(written > 0 ? ["A tenant writes rows into another."] : []),
    ];
  } finally {
    await client.query("rollback");
  }
}

/** How many rows a statement reached; none if it was refused. */
async function tryOut(client: pg.Client, sql: string, values: string[] = []): Promise<number> {
  await client.query("savepoint attempt");
  try {
    return (await client.query(sql, values)).rowCount ?? 0;
  } catch {
    await client.query("rollback to savepoint attempt");
    return 0;
  }
}
