import { randomBytes } from "node:crypto";
import pg from "pg";

export const LOGIN_ROLE = "parley_login";

/**
 * Gives the login role its password and returns the DATABASE_URL of the application, or null where the role had one before and we were
 * not told it: a role belongs to the whole server, and changing it would cut off whoever uses it.
 */
export async function settleLogin(
  client: pg.Client,
  options: { directUrl: string; loginPassword: string | null; existedBefore: boolean },
): Promise<string | null> {
  if (options.loginPassword === null && options.existedBefore) return null;
  const password = options.loginPassword ?? randomBytes(32).toString("base64url");
  const url = new URL(options.directUrl);
  url.username = LOGIN_ROLE;
  url.password = password;
  if (!(await accepts(url.href))) {
    await client.query(`alter role ${LOGIN_ROLE} password ${client.escapeLiteral(password)}`);
  }
  return url.href;
}

export async function loginExists(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [LOGIN_ROLE]);
  return rowCount === 1;
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
