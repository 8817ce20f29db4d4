import type { SqlQuery } from "@prisma/driver-adapter-utils";

/** Each connection keeps the plans of the statements that have a name: of these many at most. */
const MOST = 500;
/** The shape of its rows changes with a migration, after which a kept plan fails. */
const STAR = /(?:\bselect|\breturning|,)\s+(?:[\w"]+\.)?\*/i;

/**
 * Names statements, so that each connection parses and plans one only once: half the cost of a transaction. Statements beyond the first
 * `MOST`, and those that select `*`, stay nameless.
 */
export function statementNames(): (query: SqlQuery) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // pg takes an empty name for none.
    const name = names.size < MOST && !STAR.test(sql) ? `parley_${names.size}` : "";
    if (name !== "") names.set(sql, name);
    return name;
  };
}
