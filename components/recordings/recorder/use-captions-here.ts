"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { call } from "@/lib/core/call";
import { getWorkspaceRoute } from "@/lib/workspaces/schema";
import { type CaptionsHere, captionsHere } from "./speech";

export type CaptionsLook = { here: CaptionsHere | null; lookAgain: () => Promise<CaptionsHere> };

/** Whether captions can be written here, in the browser's language. null until that is known; with the line away the server decides later. */
export function useCaptionsHere(): CaptionsLook {
  const { workspace } = useWorkspace();
  const [here, setHere] = useState<CaptionsHere | null>(null);
  const lookAgain = async () => {
    const asked = call(getWorkspaceRoute, { params: { workspace: workspace.slug } });
    const { liveCaptions } = await asked.catch(() => ({ liveCaptions: true }));
    const found = await captionsHere(navigator.language, liveCaptions);
    setHere(found);
    return found;
  };
  const look = useEffectEvent(() => void lookAgain());
  useEffect(() => look(), []);
  return { here, lookAgain };
}
