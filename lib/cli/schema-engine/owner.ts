import { existsSync } from "node:fs";
import path from "node:path";
import { type Env, parseEnv } from "@/lib/adapters/env";
import { startPostgres } from "@/lib/embedded/postgres";
import { loadEnvFiles, ROOT } from "@/lib/embedded/settings";
import { LOGIN_ROLE } from "./login";

/** The database of this instance, as its owner. `loginPassword` is known for the embedded one. */
type OwnerAccess = { directUrl: string; loginPassword: string | null; isEmbedded: boolean };

/**
 * Runs `work` on the configured database (DIRECT_DATABASE_URL, or DATABASE_URL where it is the owner's), else on the embedded one, which is
 * started for it unless it runs.
 */
export async function withOwnerAccess<T>(work: (access: OwnerAccess) => Promise<T>): Promise<T> {
  const env = readEnvironment();
  const directUrl = env.DIRECT_DATABASE_URL ?? env.DATABASE_URL;
  if (directUrl) {
    if (new URL(directUrl).username === LOGIN_ROLE) {
      throw new Error(
        `DATABASE_URL is the application's, which owns nothing. Set DIRECT_DATABASE_URL to the owner's, without a pooler.`,
      );
    }
    return work({ directUrl, loginPassword: null, isEmbedded: false });
  }

  const server = await startPostgres({ home: homeOf(env) });
  try {
    return await work({
      directUrl: server.superuserUrl,
      loginPassword: server.loginPassword,
      isEmbedded: true,
    });
  } finally {
    if (!server.adopted) await server.stop();
  }
}

/** Whether there is a database to speak of: a configured one, or an embedded one that was made before. */
export function hasOwnDatabase(): boolean {
  const env = readEnvironment();
  return (
    Boolean(env.DIRECT_DATABASE_URL ?? env.DATABASE_URL) ||
    existsSync(path.join(homeOf(env), "postgres.password"))
  );
}

function homeOf(env: Env): string {
  return path.resolve(ROOT, env.PARLEY_HOME ?? ".parley");
}

function readEnvironment(): Env {
  loadEnvFiles();
  return parseEnv(process.env);
}
