import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

/** Connects the schema engine through `pool`, with two faults of PrismaPg 7.10.1 mended: see `withWholeScripts` and `readingChars`. */
export function migrationAdapter(pool: pg.Pool, directUrl: string): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(pool),
    connectToShadowDb: () => connectToShadow(pool, directUrl),
  };
}

/** A database of its own beside the real one, in which the migrations are replayed, and which is dropped afterwards. */
async function connectToShadow(pool: pg.Pool, directUrl: string): Promise<SqlDriverAdapter> {
  const name = `parley_shadow_${crypto.randomUUID().replaceAll("-", "")}`;
  await pool.query(`create database "${name}"`);
  const url = new URL(directUrl);
  url.pathname = `/${name}`;
  const shadow = new pg.Pool({ connectionString: url.href, max: 2 });
  shadow.on("error", () => undefined);
  const adapter = await connect(shadow);
  adapter.dispose = async () => {
    await shadow.end();
    await pool.query(`drop database if exists "${name}" with (force)`);
  };
  return adapter;
}

async function connect(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const charColumns = new WeakMap<object, number[]>();
  const adapter: SqlDriverAdapter = await new PrismaPg(readingChars(pool, charColumns)).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const column of charColumns.get(result.rows) ?? [])
      result.columnTypes[column] = ColumnTypeEnum.Character;
    return result;
  };
  return withWholeScripts(adapter, pool);
}

/** PrismaPg cuts a script at every semicolon, even inside a function's body. Sent whole, the server runs it as one transaction. */
function withWholeScripts(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error: unknown) => {
      throw error instanceof pg.DatabaseError ? reported(error) : error;
    });
  };
  return adapter;
}

/** The server's own words, in the form in which the engine reports them with the name of the migration. */
function reported(error: pg.DatabaseError): DriverAdapterError {
  const { code = "", severity = "", message, detail, column, hint } = error;
  return new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint });
}

const CHAR = 18;
const NAME = 19;

/** PrismaPg does not know the catalogues' type "char" and throws. It is shown names instead, and told afterwards which were chars. */
function readingChars(pool: pg.Pool, charColumns: WeakMap<object, number[]>): pg.Pool {
  const query = async (config: pg.QueryArrayConfig) => {
    const result = await pool.query(config);
    const chars = result.fields.flatMap((field, column) => (field.dataTypeID === CHAR ? [column] : []));
    charColumns.set(result.rows, chars);
    const fields = result.fields.map((field) =>
      field.dataTypeID === CHAR ? { ...field, dataTypeID: NAME } : field,
    );
    return { rows: result.rows, fields, rowCount: result.rowCount };
  };
  return new Proxy(pool, {
    get: (target, key) => (key === "query" ? query : Reflect.get(target, key, target)),
  });
}
