import path from "node:path";
import { parseEnv } from "@/lib/adapters/env";
import { startPostgres } from "@/lib/embedded/postgres";
import { loadEnvFiles, ROOT } from "@/lib/embedded/settings";

/** The database of this instance, as its owner. `loginPassword` is known for the embedded one. */
export type OwnerAccess = { directUrl: string; loginPassword: string | null; isEmbedded: boolean };

/**
 * Runs `work` on the configured database (DIRECT_DATABASE_URL, or DATABASE_URL where it is the owner's), else on the embedded one, which is
 * started for it unless it runs.
 */
export async function withOwnerAccess<T>(work: (access: OwnerAccess) => Promise<T>): Promise<T> {
  loadEnvFiles();
  const env = parseEnv(process.env);
  const directUrl = env.DIRECT_DATABASE_URL ?? env.DATABASE_URL;
  if (directUrl) return work({ directUrl, loginPassword: null, isEmbedded: false });

  const server = await startPostgres({ home: path.resolve(ROOT, env.PARLEY_HOME ?? ".parley") });
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
