import { hash, verify } from "@node-rs/argon2";
import { invalid } from "@/lib/core/errors";
import common from "./common.json";

/** Argon2id, which is the package's default: 19 MiB, two passes, one lane (OWASP). About 8 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const COMMON = new Set(common.words.split(" "));

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Whether it is the password. Without a hash to compare with it takes as long, and is wrong. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await decoy()), password);
  return matches && stored !== null;
}

/** Throws INVALID for a password that everybody would try first. */
export function refuseCommonPassword(password: string, path: string): void {
  if (COMMON.has(password.toLowerCase()))
    throw invalid(path, "This is one of the most common passwords. Choose another one.");
}

let decoyHash: Promise<string> | undefined;

function decoy(): Promise<string> {
  decoyHash ??= hashPassword("nobody has this password");
  return decoyHash;
}
