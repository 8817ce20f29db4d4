"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { RealtimeClient } from "./client";
import type { RealtimeConfig } from "./config";
import { holdRealtimeClient } from "./shared-client";

const RealtimeContext = createContext<RealtimeClient | null>(null);

/** Opens the page's connection to live updates for one member, for everything inside. */
export function RealtimeProvider({ config, children }: { config: RealtimeConfig; children: ReactNode }) {
  const [client, setClient] = useState<RealtimeClient | null>(null);
  const { key, cluster, host, port, tls, path, memberId } = config;

  useEffect(() => {
    const held = holdRealtimeClient({ key, cluster, host, port, tls, path, memberId });
    setClient(held.client);
    return held.release;
  }, [key, cluster, host, port, tls, path, memberId]);

  return <RealtimeContext value={client}>{children}</RealtimeContext>;
}

/** The connection, or null before it is made and outside of the provider. */
export function useRealtime(): RealtimeClient | null {
  return useContext(RealtimeContext);
}
