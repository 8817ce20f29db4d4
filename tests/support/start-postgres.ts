import { startPostgres } from "@/lib/embedded/postgres";

/** A launcher that starts the database of a home, says where it is, and then hangs until it is killed. */
const [home = ""] = process.argv.slice(2);
const { port, adopted } = await startPostgres({ home });
process.stdout.write(`${JSON.stringify({ port, adopted })}\n`);
setInterval(() => undefined, 60_000);
