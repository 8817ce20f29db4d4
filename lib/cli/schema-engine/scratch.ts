import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@/lib/embedded/postgres";

/** Runs `work` on an embedded server of its own that is gone afterwards: migrations are replayed here and never beside real data. */
export async function withScratchServer<T>(work: (directUrl: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), "parley-scratch-"));
  chmodSync(home, 0o755); // as root, the server runs as somebody else
  const server = await startPostgres({ home, settings: { fsync: "off" } });
  try {
    return await work(server.superuserUrl);
  } finally {
    await server.stop();
    rmSync(server.dataDir, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  }
}
