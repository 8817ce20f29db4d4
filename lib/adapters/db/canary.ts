import { isAppError } from "@/lib/core/errors";
import type { DatabasePort } from "./port";

const SEEN = "00000000-0000-7000-8000-00000000000a";

type CanaryRow = { word: string; role: string; isFree: boolean };

/**
 * Asks for the two canary rows as a tenant that may see one of them, and who it was that assumed the tenant's role. Throws when it sees more,
 * or nothing, or when the login role is one that policies do not bind: then nothing may be served. Throws UNAVAILABLE when nobody answers.
 */
export async function checkCanary(database: DatabasePort): Promise<void> {
  const rows = await database
    .inTransaction(
      { role: "app_user", workspaceId: SEEN },
      (tx) => tx.$queryRaw<CanaryRow[]>`
      select word, current_user::text as role,
        (select rolsuper or rolbypassrls from pg_roles where rolname = session_user) as "isFree"
      from guard.canary`,
    )
    .catch((cause: unknown) => {
      if (isAppError(cause, "UNAVAILABLE")) throw cause;
      throw new Error(
        "The database is not ready. Run npm run db:migrate with the owner's DIRECT_DATABASE_URL.",
        { cause },
      );
    });
  const [row] = rows;
  if (row?.isFree) {
    throw new Error(
      "DATABASE_URL names a role that row-level security does not bind. npm run db:migrate makes the right one and prints its address; the owner's address belongs in DIRECT_DATABASE_URL.",
    );
  }
  if (rows.length === 1 && row?.word === "seen" && row.role === "app_user") return;
  throw new Error(
    "The database does not keep workspaces apart: a canary row of one workspace is visible in another, or missing. Run npm run db:migrate with the owner's DIRECT_DATABASE_URL.",
  );
}
