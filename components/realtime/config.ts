import type { Options } from "pusher-js";

/** Where the socket is, as the server's realtime port says it, and whose it is. */
export type RealtimeConfig = {
  key: string;
  cluster: string;
  /** null: the vendor's own hosts. Empty: the page's own, with `path` before `/app`. */
  host: string | null;
  port: number | null;
  tls: boolean;
  path: string;
  memberId: string;
};

/** The page's own address, as `window.location` has it. */
export type PageAddress = { protocol: string; hostname: string; port: string };

/** Only WebSockets: the fallbacks would call the vendor's hosts even where the service is our own. */
export function pusherOptions(config: RealtimeConfig, page: PageAddress): Options {
  const common: Options = {
    cluster: config.cluster,
    enabledTransports: ["ws"],
    activityTimeout: 30_000,
    pongTimeout: 10_000,
  };
  if (config.host === null) return { ...common, forceTLS: true };
  const isOwn = config.host === "";
  const port = isOwn ? Number(page.port) : config.port;
  return {
    ...common,
    wsHost: isOwn ? page.hostname : config.host,
    wsPort: port || 80,
    wssPort: port || 443,
    forceTLS: isOwn ? page.protocol === "https:" : config.tls,
    wsPath: config.path,
  };
}
