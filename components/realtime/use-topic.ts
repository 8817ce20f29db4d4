"use client";

import { useCallback, useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { ConnectionState } from "./keeper";
import { useRealtime } from "./realtime-provider";
import type { TopicHandlers } from "./topics";

export type { ConnectionState, TopicHandlers };

/** Listens to a topic while the component is there; `null` listens to none. The handlers may change with every render. */
export function useTopic(topic: string | null, handlers: TopicHandlers): void {
  const client = useRealtime();
  const onEvent = useEffectEvent((name: string, payload: unknown) => handlers.onEvent?.(name, payload));
  const onReady = useEffectEvent(() => handlers.onReady?.());
  const onRefused = useEffectEvent(() => handlers.onRefused?.());

  useEffect(() => {
    if (!client || topic === null) return;
    return client.join(topic, {
      onEvent: (name, payload) => onEvent(name, payload),
      onReady: () => onReady(),
      onRefused: () => onRefused(),
    });
  }, [client, topic]);
}

/** How the connection is: `live`; `connecting` for the first seconds without it; then `offline`, when pages ask by themselves. */
export function useConnectionState(): ConnectionState {
  const client = useRealtime();
  const subscribe = useCallback(
    (listener: () => void) => client?.onStateChange(listener) ?? (() => {}),
    [client],
  );
  return useSyncExternalStore(
    subscribe,
    () => client?.state() ?? "connecting",
    () => "connecting",
  );
}
