"use client";

import { CloudOff, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Spinner } from "@/components/ui/spinner";
import { t } from "@/lib/text/talk";

/** `polling`: the socket is down, changes are asked for; `down`: the server does not answer. */
export type ConnectionState = "online" | "connecting" | "polling" | "offline" | "down";

/** A line that comes back sooner was never missed: a page that opens, a cell that changes. */
const PATIENCE_MS = 3_000;

/** Says what is delayed while something is. The place exists always, so that its words are read aloud when they come. */
export function ConnectionBanner({ state }: { state: ConnectionState }) {
  const shown = useLasting(state);
  return (
    <div role="status" data-connection={state}>
      {shown === "online" ? null : (
        <Banner
          tone={shown === "down" ? "danger" : "neutral"}
          icon={<StateIcon state={shown} />}
          className="text-sm"
        >
          {t.shell.connection[shown]}
        </Banner>
      )}
    </div>
  );
}

/** Being online is said at once, anything else once it lasts. */
function useLasting(state: ConnectionState): ConnectionState {
  const [lasting, setLasting] = useState<ConnectionState>("online");
  useEffect(() => {
    const timer = setTimeout(() => setLasting(state), state === "online" ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return state === "online" ? "online" : lasting;
}

function StateIcon({ state }: { state: Exclude<ConnectionState, "online"> }) {
  if (state === "offline") return <WifiOff aria-hidden="true" />;
  if (state === "down") return <CloudOff aria-hidden="true" />;
  return <Spinner className="mt-1 shrink-0 text-muted" />;
}
