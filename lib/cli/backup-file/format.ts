import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { z } from "zod";

/**
 * A backup is one gzipped file of JSON lines: a head, then for each table its start, its rows (arrays of texts, as PostgreSQL writes them)
 * and its end with a checksum, then a tail. What has no tail is not whole.
 */
const Head = z.object({
  parleyBackup: z.literal(1),
  createdAt: z.string(),
  migrations: z.array(z.string()),
  /** The sequences by name and where they stand. */
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type Head = z.infer<typeof Head>;

const TableStart = z.object({ table: z.string(), columns: z.array(z.string()) });
const TableEnd = z.object({ end: z.string(), rows: z.number(), sha256: z.string() });
const Tail = z.object({ complete: z.literal(true), tables: z.number() });
const Row = z.array(z.string().nullable());

export type Row = z.infer<typeof Row>;
export type Part =
  | { kind: "head"; head: Head }
  | { kind: "start"; table: string; columns: string[] }
  | { kind: "row"; row: Row }
  | { kind: "end"; table: string; rows: number };

/** Sums up the rows of one table. */
export function checksum(): { add(line: string): void; rows(): number; digest(): string } {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add: (line) => {
      hash.update(line).update("\n");
      rows += 1;
    },
    rows: () => rows,
    digest: () => hash.digest("hex"),
  };
}

/** Reads a backup part by part. Throws a sentence at the first table whose checksum differs, and at an end that comes too early. */
export async function* readBackup(file: string): AsyncGenerator<Part> {
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.on("error", (error) => unpacked.destroy(error));
  let sum = checksum();
  let tables = 0;
  let isWhole = false;
  try {
    for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) {
      const value: unknown = JSON.parse(line);
      if (Array.isArray(value)) {
        sum.add(line);
        yield { kind: "row", row: Row.parse(value) };
        continue;
      }
      const mark = z.union([Head, TableStart, TableEnd, Tail]).parse(value);
      if ("parleyBackup" in mark) yield { kind: "head", head: mark };
      else if ("columns" in mark) {
        sum = checksum();
        yield { kind: "start", table: mark.table, columns: mark.columns };
      } else if ("end" in mark) {
        if (mark.rows !== sum.rows() || mark.sha256 !== sum.digest())
          throw damaged(file, `${mark.end} differs from its checksum`);
        tables += 1;
        yield { kind: "end", table: mark.end, rows: mark.rows };
      } else isWhole = mark.tables === tables;
    }
  } catch (error) {
    if (error instanceof Damaged) throw error;
    throw damaged(file, error instanceof Error ? error.message : String(error));
  }
  if (!isWhole) throw damaged(file, "it ends too early");
}

class Damaged extends Error {}

function damaged(file: string, what: string): Damaged {
  return new Damaged(`${file} is not a whole backup: ${what}. Nothing was restored.`);
}
