import { createHash } from "node:crypto";
import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { type Account, canReach, isRoot, ownerOf, unprivilegedAccount } from "./account";

/** Where the cluster lives and who runs it. `base` holds the data folder and, if they had to be copied, the programs. */
export type Place = { base: string; dataDir: string; account: Account };

const SYSTEM_BASE = "/var/lib/parley";

/**
 * Finds or chooses the place of a home's cluster. An ordinary user keeps it in the home. Root lends it to an unprivileged user, in the
 * home where that user can reach it and else under /var/lib/parley. Data that exists is never passed over: a second, empty
 * cluster would look like lost work.
 */
export function choosePlace(home: string): Place {
  mkdirSync(home, { recursive: true });
  const real = realpathSync(home);
  if (!isRoot()) return placeAt(real, null);

  const hash = createHash("sha256").update(real).digest("hex").slice(0, 16);
  const bases = [real, join(SYSTEM_BASE, hash)];
  for (const base of bases) {
    const place = placeAt(base, null);
    if (isCluster(place.dataDir)) return withOwner(place);
  }
  const account = unprivilegedAccount();
  const base = canReach(real, account) ? real : join(SYSTEM_BASE, hash);
  mkdirSync(base, { recursive: true, mode: 0o755 });
  return placeAt(base, account);
}

export function isCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, "PG_VERSION"));
}

function placeAt(base: string, account: Account): Place {
  return { base, dataDir: join(base, "postgres"), account };
}

function withOwner(place: Place): Place {
  const account = ownerOf(place.dataDir);
  if (account.uid === 0 || !canReach(place.dataDir, account)) {
    throw new Error(
      `The database in ${place.dataDir} belongs to a user who can no longer reach it. Make the folders above it accessible (chmod a+x), or start Parley as the user who made it.`,
    );
  }
  return { ...place, account };
}
