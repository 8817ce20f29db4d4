import { appendFileSync } from "node:fs";
import { Socket } from "node:net";

/**
 * Loaded before everything else in each process of a product under test: a connection to anywhere but this machine is refused, as without
 * a network, and noted with its place in PARLEY_TEST_OUTBOUND. Names are resolved while connecting, so that a question to a resolver shows
 * here by the name that was to be reached. Who is guarded stands beside it.
 */
const log = process.env.PARLEY_TEST_OUTBOUND ?? "";
appendFileSync(`${log}.guarded`, `${process.pid}\n`);

const connect = Socket.prototype.connect;

Socket.prototype.connect = function connectHere(...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const host = hostOf(options, args[1]);
  if (host === null || isHere(host)) return connect.apply(this, args);
  const stack = new Error(`Connecting to ${host}`).stack ?? "";
  appendFileSync(log, `${stack}\n`);
  process.nextTick(() =>
    this.destroy(Object.assign(new Error(`No way to ${host}`), { code: "ENETUNREACH" })),
  );
  return this;
};

/** null: a socket file. */
function hostOf(options, host) {
  if (typeof options === "object" && options !== null)
    return options.path ? null : (options.host ?? "localhost");
  if (typeof options === "string" && Number.isNaN(Number(options))) return null;
  return typeof host === "string" ? host : "localhost";
}

function isHere(host) {
  return host === "localhost" || host === "::1" || host === "0.0.0.0" || /^127\.|^::ffff:127\./.test(host);
}
