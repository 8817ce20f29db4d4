import type { DatabasePort } from "./port";

const SEEN = "00000000-0000-7000-8000-00000000000a";

/**
 * Asks for the two canary rows as a tenant that may see one of them. Throws when it sees more, or nothing: then the walls between workspaces
 * do not stand, or the migrations are missing, and nothing may be served.
 */
export async function checkCanary(database: DatabasePort): Promise<void> {
  const rows = await database.inTransaction(
    { role: "app_user", workspaceId: SEEN },
    (tx) =>
      tx.$queryRaw<
        { word: string; role: string }[]
      >`select word, current_user::text as role from guard.canary`,
  );
  if (rows.length === 1 && rows[0]?.word === "seen" && rows[0].role === "app_user") return;
  throw new Error(
    "The database does not keep workspaces apart: a canary row of one workspace is visible in another, or missing. Run npm run db:migrate with the owner's DIRECT_DATABASE_URL.",
  );
}
