"use client";

import { Keyboard, LogOut, UserRound } from "lucide-react";
import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { t } from "@/lib/text/talk";
import { DENSITIES, parseDensity, parseTheme, THEMES } from "./appearance";
import { setDensity, setTheme, useAppearance } from "./appearance-store";
import { accountPath } from "./paths";
import type { ShellActions, ShellData } from "./shell-data";

type AccountMenuProps = { shell: ShellData; actions: ShellActions; onShortcuts: () => void };

/** Oneself: settings, how Parley looks on this device, signing out. */
export function AccountMenu({ shell, actions, onShortcuts }: AccountMenuProps) {
  const { viewer, workspace } = shell;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger aria-label={`${t.shell.menu.account}, ${viewer.name}`} className="rounded-full">
        <Avatar id={viewer.memberId} name={viewer.name} imageUrl={viewer.imageUrl} online />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="right" align="end" className="w-60">
        <div className="px-2 pt-1.5 pb-2">
          <p className="truncate font-medium">{viewer.name}</p>
          <p className="truncate text-muted text-sm">{viewer.email}</p>
        </div>
        <DropdownMenuSeparator />
        <AppearanceChoices />
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={onShortcuts} shortcut="?">
          <Keyboard aria-hidden="true" />
          {t.shell.menu.shortcuts}
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={accountPath(workspace.slug)}>
            <UserRound aria-hidden="true" />
            {t.shell.menu.accountSettings}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={actions.signOut}>
          <LogOut aria-hidden="true" />
          {t.shell.menu.signOut}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function AppearanceChoices() {
  const { theme, density } = useAppearance();
  return (
    <>
      <DropdownMenuLabel>{t.shell.theme.label}</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={theme} onValueChange={(value) => setTheme(parseTheme(value))}>
        {THEMES.map((one) => (
          <DropdownMenuRadioItem key={one} value={one} onSelect={(event) => event.preventDefault()}>
            {t.shell.theme[one]}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuLabel>{t.shell.density.label}</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={density} onValueChange={(value) => setDensity(parseDensity(value))}>
        {DENSITIES.map((one) => (
          <DropdownMenuRadioItem key={one} value={one} onSelect={(event) => event.preventDefault()}>
            {t.shell.density[one]}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  );
}
