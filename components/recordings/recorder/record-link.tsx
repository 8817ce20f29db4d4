"use client";

import { Mic } from "lucide-react";
import Link from "next/link";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { recorderPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/text/catalogue";

/** Leads to the recorder. */
export function RecordLink() {
  const { workspace } = useWorkspace();
  return (
    <Button asChild variant="primary">
      <Link href={recorderPath(workspace.slug)}>
        <Mic aria-hidden="true" />
        {t.recorder.start}
      </Link>
    </Button>
  );
}
