"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/workspaces/confirm-dialog";
import { CallError } from "@/lib/core/call";
import { fetchWorkspaceId, resetDemo } from "@/lib/demo/client";
import { t } from "@/lib/text/catalogue";

const ASK_EVERY_MS = 1_000;
const PATIENCE_MS = 60_000;
const words = t.demo.reset;

/** Tells the story anew. What was written in it cannot come back, so this asks first. */
export function ResetDemo() {
  const { workspace } = useWorkspace();
  const [open, setOpen] = useState(false);
  const reset = async () => {
    await resetDemo({ workspace: workspace.slug });
    await becomesAnother(workspace);
    window.location.assign(`/w/${workspace.slug}`); // a whole page load: every id is another one now
  };
  return (
    <div className="flex items-center justify-between gap-4">
      <p className="text-pretty text-muted text-sm">{words.hint}</p>
      <Button size="sm" variant="ghost" onClick={() => setOpen(true)}>
        {words.title}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={words.title}
        detail={words.question}
        confirm={words.button}
        onConfirm={reset}
      />
    </div>
  );
}

/** Resolves when the address leads to a workspace of another id. Throws when that takes too long. */
async function becomesAnother({ id, slug }: { id: string; slug: string }): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    const now = await fetchWorkspaceId({ workspace: slug }).catch((error: unknown) => {
      if (error instanceof CallError) return id; // busy: asked again
      throw error;
    });
    if (now !== id) return;
  }
  throw new CallError({ status: 503, code: "UNAVAILABLE", message: words.late });
}
