"use client";

import { useRouter } from "next/navigation";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { List, ListRow } from "@/components/ui/list";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast-store";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { type DeletedWorkspaceDto, restoreWorkspaceRoute } from "@/lib/workspaces/schema";
import { SettingsCard } from "./settings-card";

/** Workspaces in their grace period. */
export function DeletedWorkspacesCard({ workspaces }: { workspaces: DeletedWorkspaceDto[] }) {
  const text = t.settings.deletedWorkspaces;
  const router = useRouter();
  if (workspaces.length === 0) return null;

  async function restore(workspace: DeletedWorkspaceDto) {
    try {
      await call(restoreWorkspaceRoute, { params: { workspaceId: workspace.id } });
      toast({ message: text.restored(workspace.name) });
      router.refresh();
    } catch (error) {
      tellFailure(error);
    }
  }

  return (
    <SettingsCard title={text.title}>
      <List className="border-line border-t">
        {workspaces.map((workspace) => (
          <ListRow
            key={workspace.id}
            title={workspace.name}
            detail={
              <>
                {text.erased} <Time at={workspace.erasedAt} />
              </>
            }
            trail={
              <Button size="sm" onClick={() => restore(workspace)}>
                {text.restore}
              </Button>
            }
          />
        ))}
      </List>
    </SettingsCard>
  );
}
