"use client";

import { Check, ChevronsUpDown, Plus, Settings, UserPlus, Users } from "lucide-react";
import Link from "next/link";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { t } from "@/lib/text/talk";
import { membersPath, settingsPath, workspacePath } from "./paths";
import type { ShellData } from "./shell-data";
import { WorkspaceTile } from "./workspace-tile";

/** The name of the workspace, and what can be done with it. */
export function WorkspaceMenu({ shell }: { shell: ShellData }) {
  const { workspace, viewer } = shell;
  const administers = viewer.role === "owner" || viewer.role === "admin";
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        data-focus-inside
        className="flex h-9 min-w-0 flex-1 items-center justify-between gap-2 rounded-md px-2 font-semibold text-lg transition-colors hover:bg-hover data-[state=open]:bg-hover pointer-coarse:h-11"
      >
        <span className="truncate">{workspace.name}</span>
        <ChevronsUpDown aria-label={t.shell.menu.workspace} className="size-4 shrink-0 text-muted" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-60">
        {administers ? (
          <>
            <DropdownMenuItem asChild>
              <Link href={`${membersPath(workspace.slug)}?invite`}>
                <UserPlus aria-hidden="true" />
                {t.shell.menu.invite}
              </Link>
            </DropdownMenuItem>
            <DropdownMenuItem asChild>
              <Link href={settingsPath(workspace.slug)}>
                <Settings aria-hidden="true" />
                {t.shell.menu.settings}
              </Link>
            </DropdownMenuItem>
          </>
        ) : null}
        <DropdownMenuItem asChild>
          <Link href={membersPath(workspace.slug)}>
            <Users aria-hidden="true" />
            {t.shell.menu.members}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t.shell.workspaces}</DropdownMenuLabel>
        {shell.workspaces.map((one) => (
          <DropdownMenuItem key={one.id} asChild>
            <Link href={workspacePath(one.slug)}>
              <WorkspaceTile workspace={one} size="sm" current={one.id === workspace.id} />
              <span className="truncate">{one.name}</span>
              {one.id === workspace.id ? <Check aria-hidden="true" className="ms-auto" /> : null}
            </Link>
          </DropdownMenuItem>
        ))}
        <DropdownMenuItem asChild>
          <Link href="/w/new">
            <Plus aria-hidden="true" />
            {t.shell.newWorkspace}
          </Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
