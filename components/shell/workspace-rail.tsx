"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { Tooltip } from "@/components/ui/tooltip";
import { t } from "@/lib/text/talk";
import { AccountMenu } from "./account-menu";
import { workspacePath } from "./paths";
import type { ShellActions, ShellData, ShellWorkspace } from "./shell-data";
import { WorkspaceTile } from "./workspace-tile";

type WorkspaceRailProps = { shell: ShellData; actions: ShellActions; onShortcuts: () => void };

/** The narrow column of workspaces, with oneself at its foot. */
export function WorkspaceRail({ shell, actions, onShortcuts }: WorkspaceRailProps) {
  return (
    <>
      <nav
        aria-label={t.shell.workspaces}
        className="flex min-h-0 flex-1 flex-col items-center overflow-y-auto py-2"
      >
        <ul className="flex flex-col gap-1.5">
          {shell.workspaces.map((one) => (
            <li key={one.id}>
              <WorkspaceLink workspace={one} current={one.id === shell.workspace.id} />
            </li>
          ))}
        </ul>
        <Tooltip label={t.shell.newWorkspace} side="right">
          <Link
            href="/w/new"
            aria-label={t.shell.newWorkspace}
            className="mt-1.5 inline-flex size-9 items-center justify-center rounded-md border border-line-strong border-dashed text-muted transition-colors hover:bg-hover hover:text-ink"
          >
            <Plus aria-hidden="true" className="size-4" />
          </Link>
        </Tooltip>
      </nav>
      <div className="flex justify-center py-3">
        <AccountMenu shell={shell} actions={actions} onShortcuts={onShortcuts} />
      </div>
    </>
  );
}

function WorkspaceLink({ workspace, current }: { workspace: ShellWorkspace; current: boolean }) {
  const waits = !current && (workspace.unread > 0 || workspace.mentions > 0);
  const count =
    workspace.mentions > 0 ? t.shell.mentions(workspace.mentions) : t.shell.unread(workspace.unread);
  return (
    <Tooltip label={workspace.name} side="right">
      <Link
        href={workspacePath(workspace.slug)}
        aria-current={current ? "true" : undefined}
        aria-label={[current ? workspace.name : t.shell.switchTo(workspace.name), waits ? count : null]
          .filter(Boolean)
          .join(", ")}
        className="relative block rounded-md"
      >
        <WorkspaceTile workspace={workspace} current={current} />
        {waits ? (
          <span className="absolute -end-1 -top-1 size-3 rounded-full border-2 border-sunken bg-accent" />
        ) : null}
      </Link>
    </Tooltip>
  );
}
