import { CloudOff, WifiOff } from "lucide-react";
import { Banner } from "@/components/ui/banner";
import { Spinner } from "@/components/ui/spinner";
import { t } from "@/lib/text/catalogue";

/** `polling`: the socket is down, changes are asked for; `down`: the server does not answer. */
export type ConnectionState = "online" | "connecting" | "polling" | "offline" | "down";

/** Says what is delayed while something is. The place exists always, so that its words are read aloud when they come. */
export function ConnectionBanner({ state }: { state: ConnectionState }) {
  return (
    <div role="status" data-connection={state}>
      {state === "online" ? null : (
        <Banner
          tone={state === "down" ? "danger" : "neutral"}
          icon={<StateIcon state={state} />}
          className="text-sm"
        >
          {t.shell.connection[state]}
        </Banner>
      )}
    </div>
  );
}

function StateIcon({ state }: { state: Exclude<ConnectionState, "online"> }) {
  if (state === "offline") return <WifiOff aria-hidden="true" />;
  if (state === "down") return <CloudOff aria-hidden="true" />;
  return <Spinner className="mt-1 shrink-0 text-muted" />;
}
