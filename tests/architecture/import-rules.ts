import type { IForbiddenRuleType } from "dependency-cruiser";

/** Who may import whom: the table of the architecture, one rule for each of its lines. */

/** From the bottom up: a command is called only from a later noun's commands. */
export const NOUNS = [
  "users",
  "workspaces",
  "members",
  "invites",
  "audit",
  "jobs",
  "limits",
  "files",
  "conversations",
  "messages",
  "sources",
  "models",
  "runs",
  "assistants",
  "documents",
  "recordings",
  "collections",
  "tasks",
  "inbox",
  "leads",
  "demo",
] as const;

/** The files of a noun, each of which may import every one before it (but `client` on the server). */
export const VOCABULARY = [
  "schema",
  "events",
  "rules",
  "client",
  "policy",
  "queries",
  "commands",
  "loaders",
] as const;

const noun = `lib/(?:${NOUNS.join("|")})`;
/** Files of any noun, also of its sub-folders. */
const nounFiles = (...names: string[]) => `^${noun}/(?:|.+/)(?:${names.join("|")})\\.ts$`;
/** Our own sources: packages and Node's modules have rules of their own. */
const OURS = "^(app|components|lib|inngest|prisma|proxy|instrumentation|next\\.config|tests)";
const CORE = "^lib/core/";
const TEXT = "^lib/text/";
const PORTS = "^lib/adapters/[^/]+/port\\.ts$";
const CTX = "^lib/(ctx|outbox|relay)\\.ts$";
const PRISMA_TYPES = "^prisma/generated/";

/** `from` may import nothing of ours but `may`. */
function only(name: string, from: string | string[], may: string[], comment: string): IForbiddenRuleType {
  return {
    name,
    severity: "error",
    comment,
    from: { path: from },
    to: { path: OURS, pathNot: may },
  };
}

const layers: IForbiddenRuleType[] = [
  only("core", CORE, [CORE], "core imports nothing of ours"),
  {
    name: "core-imports-zod-alone",
    severity: "error",
    from: { path: CORE },
    to: {
      dependencyTypesNot: ["local", "localmodule", "aliased", "aliased-tsconfig"],
      pathNot: "node_modules/zod/",
    },
  },
  only("text", TEXT, [TEXT, CORE], "the catalogue knows no domain"),
  only("ctx", CTX, [CTX, CORE, PORTS, PRISMA_TYPES], "the context knows ports, not their implementations"),
  only(
    "noun",
    `^${noun}/`,
    [`^${noun}/`, CTX, CORE, PORTS, TEXT, PRISMA_TYPES, "^lib/web/"],
    "lib/<noun> -> ctx -> ports, core",
  ),
  {
    name: "only-loaders-reach-lib-web",
    severity: "error",
    from: { path: `^${noun}/`, pathNot: nounFiles("loaders") },
    to: { path: "^lib/web/" },
  },
  only(
    "adapter",
    "^lib/adapters/([^/]+)/",
    ["^lib/adapters/$1/", "^lib/adapters/[^/]+\\.ts$", PORTS, CORE, PRISMA_TYPES],
    "an implementation knows its own folder and what all adapters share",
  ),
  {
    name: "adapters-are-picked-in-one-place",
    severity: "error",
    from: { pathNot: ["^lib/adapters/", "^tests/", "\\.test\\.tsx?$", "^lib/(cli|embedded)/"] },
    to: { path: "^lib/adapters/[^/]+/", pathNot: PORTS },
  },
  {
    name: "nobody-below-imports-the-choice",
    severity: "error",
    from: { path: ["^lib/adapters/[^/]+/", `^${noun}/`, CORE, CTX, TEXT, "^components/"] },
    to: { path: "^lib/adapters/index\\.ts$" },
  },
  only(
    "web",
    "^lib/web/",
    [
      "^lib/web/",
      "^lib/adapters/[^/]+\\.ts$",
      PORTS,
      CTX,
      PRISMA_TYPES,
      CORE,
      TEXT,
      nounFiles("schema", "policy", "queries"),
    ],
    "lib/web -> adapters/index, ctx, lib/<noun>/{schema,policy,queries}",
  ),
  only(
    "jobs-and-commands-of-the-shell",
    ["^inngest/", "^lib/cli/", "^prisma/seed"],
    [
      "^inngest/",
      "^lib/cli/",
      "^prisma/",
      "^lib/embedded/",
      "^lib/adapters/",
      CTX,
      CORE,
      TEXT,
      nounFiles("commands", "queries", "schema", "events"),
    ],
    "inngest, lib/cli, seed -> adapters/index, ctx, lib/<noun>/{commands,queries,schema,events}",
  ),
  {
    name: "jobs-start-nothing",
    severity: "error",
    from: { path: "^inngest/" },
    to: { path: "^lib/(embedded|cli)/" },
  },
  only(
    "launcher",
    "^lib/embedded/",
    [
      "^lib/embedded/",
      "^lib/cli/",
      CORE,
      "^lib/adapters/env\\.ts$",
      "^lib/web/(headers|request-id|request-record)\\.ts$",
    ],
    "the launcher starts services; it knows nothing of the domain",
  ),
  {
    name: "the-app-never-imports-the-launcher",
    severity: "error",
    from: { pathNot: ["^lib/(embedded|cli)/", "^tests/", "\\.test\\.tsx?$"] },
    to: { path: "^lib/(embedded|cli)/" },
  },
  only(
    "pages",
    "^app/(?!api/)",
    [
      "^app/",
      "^components/",
      "^lib/web/",
      TEXT,
      CORE,
      nounFiles("loaders", "client", "schema", "events", "rules"),
    ],
    "app -> components, lib/web, lib/<noun>/{loaders,client,schema,events,rules}",
  ),
  only(
    "api",
    "^app/api/",
    [
      "^app/api/",
      "^lib/web/",
      "^inngest/",
      "^lib/ctx\\.ts$",
      CORE,
      nounFiles("commands", "queries", "schema"),
    ],
    "app/api -> lib/web, lib/<noun>/{commands,queries,schema}, and ctx for the transaction that a query takes",
  ),
  only(
    "components",
    "^components/",
    ["^components/", TEXT, CORE, nounFiles("loaders", "client", "schema", "events", "rules")],
    "components -> lib/<noun>/{loaders,client,schema,events,rules}",
  ),
  {
    name: "primitives-know-no-noun",
    severity: "error",
    from: { path: "^components/ui/" },
    to: { path: [`^${noun}/`, "^components/(?!ui/)"] },
  },
  {
    name: "nothing-imports-app-or-tests",
    severity: "error",
    from: { pathNot: ["^app/", "^tests/", "\\.test\\.tsx?$"] },
    to: { path: ["^app/", "^tests/"] },
  },
  {
    name: "no-cycle",
    severity: "error",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
];

/** Inside a noun each file imports only what stands before it in the vocabulary. */
const insideANoun: IForbiddenRuleType[] = VOCABULARY.map((file, index) => {
  const above = VOCABULARY.slice(0, index).filter((name) => name !== "client");
  return {
    name: `noun-${file}`,
    severity: "error",
    comment: `${file}.ts imports only ${above.join(", ") || "nothing of its own noun"}`,
    from: { path: `^(${noun})/(?:|.+/)${file}\\.ts$` },
    to: { path: "^$1/.+\\.ts$", pathNot: `/(?:${[...above, file].join("|")})\\.ts$` },
  };
});

/** Of another noun: its schema, events, policy, queries; commands only of an earlier noun, and only from commands. */
const betweenNouns: IForbiddenRuleType[] = [
  {
    name: "noun-to-noun",
    severity: "error",
    from: { path: `^(${noun})/(?:|.+/)(?:schema|events|rules|policy|queries|loaders)\\.ts$` },
    to: { path: `^${noun}/`, pathNot: ["^$1/", nounFiles("schema", "events", "rules", "policy", "queries")] },
  },
  {
    name: "client-to-noun",
    severity: "error",
    from: { path: `^(${noun})/(?:|.+/)client\\.ts$` },
    to: { path: `^${noun}/`, pathNot: ["^$1/", nounFiles("schema", "events", "rules", "client")] },
  },
  {
    name: "commands-to-noun",
    severity: "error",
    from: { path: `^(${noun})/(?:|.+/)commands\\.ts$` },
    to: {
      path: `^${noun}/`,
      pathNot: ["^$1/", nounFiles("schema", "events", "rules", "policy", "queries", "commands")],
    },
  },
  ...NOUNS.slice(0, -1).map(
    (name, index): IForbiddenRuleType => ({
      name: `commands-downwards-from-${name}`,
      severity: "error",
      from: { path: `^lib/${name}/` },
      to: { path: `^lib/(?:${NOUNS.slice(index + 1).join("|")})/(?:|.+/)commands\\.ts$` },
    }),
  ),
];

/** A package that belongs to a vendor, and where alone it may be named. */
function vendor(name: string, packages: string, where: string[]): IForbiddenRuleType {
  return {
    name: `vendor-${name}`,
    severity: "error",
    from: { pathNot: [...where, "^tests/", "\\.test\\.tsx?$"] },
    to: { path: `node_modules/(?:${packages})/` },
  };
}

const vendors: IForbiddenRuleType[] = [
  vendor(
    "sdks",
    "pusher|@vercel/blob|@aws-sdk/[^/]+|nodemailer|@ai-sdk/(?:openai|google|anthropic|openai-compatible)|@neondatabase/serverless|@prisma/adapter-[^/]+|undici",
    ["^lib/adapters/", "^lib/cli/schema-engine/"],
  ),
  vendor("pg", "pg", ["^lib/adapters/db/", "^lib/cli/", "^lib/embedded/"]),
  vendor("inngest", "inngest", ["^inngest/", "^app/api/inngest/", "^lib/adapters/jobs/"]),
  vendor("auth", "next-auth|@auth/[^/]+", ["^lib/web/", "^app/api/auth/"]),
  vendor("pusher-js", "pusher-js", ["^components/realtime/"]),
  {
    name: "next-at-the-edge",
    severity: "error",
    from: {
      pathNot: [
        "^app/",
        "^components/",
        "^lib/web/",
        nounFiles("loaders"),
        "^(proxy|instrumentation|next\\.config)\\.ts$",
        "^lib/embedded/web\\.ts$",
      ],
    },
    to: { path: "node_modules/next/" },
  },
  {
    name: "server-only",
    severity: "error",
    from: { pathNot: ["^lib/web/", nounFiles("loaders")] },
    to: { path: "node_modules/server-only/" },
  },
];

export const IMPORT_RULES = { forbidden: [...layers, ...insideANoun, ...betweenNouns, ...vendors] };
