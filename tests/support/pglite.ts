import { type AddressInfo, createServer, type Socket } from "node:net";
import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { vector } from "@electric-sql/pglite-pgvector";
import { createDatabase } from "@/lib/adapters/db/prisma";
import { readMigrations } from "@/lib/cli/schema-engine/files";
import { whatIsForgotten } from "@/lib/relay";
import type { TestDatabase } from "./database";

/**
 * A migrated database with pgvector, in this process. It is one session: the port connects to it once, and whatever a test asks as the
 * superuser waits until no transaction is open. For proving the SQL of the extension, alone; nothing is kept in it.
 */
export async function createVectorDatabase(dimensions: number): Promise<TestDatabase> {
  const lite = await PGlite.create({ extensions: { btree_gin, vector } });
  for (const { migrationFile } of readMigrations().migrationDirectories) {
    if (migrationFile.content.tag === "ok") await lite.exec(migrationFile.content.value);
  }
  await lite.query("select search.prepare_pgvector($1::int)", [dimensions]);
  const turns = new Turns();
  const server = createServer((socket) => serve(socket, lite, turns));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `postgres://postgres@127.0.0.1:${(server.address() as AddressInfo).port}/template1?sslmode=disable`;
  const database = createDatabase({ url, pool: 1 });
  return {
    database,
    url,
    directUrl: url,
    superuser: <Row>(sql: string, values?: unknown[]) =>
      turns.whenIdle(async () => (await lite.query<Row>(sql, values)).rows),
    drop: async () => {
      await whatIsForgotten();
      await database.close();
      server.close();
      await lite.close();
    },
  };
}

/** One after the other; some only while no transaction is open. */
class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #idle = true;
  #waiting: (() => void)[] = [];

  next<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** What the server said last: I, T or E. */
  heard(status: string): void {
    this.#idle = status === "I";
    if (this.#idle) for (const wake of this.#waiting.splice(0)) wake();
  }

  async whenIdle<T>(work: () => Promise<T>): Promise<T> {
    while (!this.#idle) await new Promise<void>((wake) => this.#waiting.push(wake));
    return this.next(work);
  }
}

const SSL_REQUEST = 80877103;

/** The wire protocol, message by message: PGlite answers them, but for the question about encryption. */
function serve(socket: Socket, lite: PGlite, turns: Turns): void {
  let rest: Buffer = Buffer.alloc(0);
  let hasStarted = false;
  socket.setNoDelay(true);
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const at = hasStarted ? 1 : 0;
      if (rest.length < at + 4) return;
      const length = at + rest.readInt32BE(at);
      if (rest.length < length) return;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      if (!hasStarted && message.readInt32BE(4) === SSL_REQUEST) {
        socket.write("N");
        continue;
      }
      hasStarted = true;
      if (message[0] === 0x58) continue; // Terminate: the session goes on
      void turns.next(async () => {
        const answer = await lite.execProtocolRaw(message);
        const bytes = Buffer.from(answer);
        if (bytes.length >= 6 && bytes[bytes.length - 6] === 0x5a)
          turns.heard(String.fromCharCode(bytes[bytes.length - 1] ?? 0));
        socket.write(bytes);
      });
    }
  });
}
