"use client";

import { ChevronRight, LogOut, UserRound } from "lucide-react";
import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import { PageHeader } from "@/components/ui/page-header";
import { t } from "@/lib/text/catalogue";
import { THEMES } from "./appearance";
import { setTheme, useAppearance } from "./appearance-store";
import { accountPath } from "./paths";
import type { ShellViewer } from "./shell-data";

type YouPageProps = { slug: string; viewer: ShellViewer; onSignOut: () => void };

/** Oneself, as a page for the thumb. */
export function YouPage({ slug, viewer, onSignOut }: YouPageProps) {
  return (
    <>
      <PageHeader title={t.shell.you} />
      <div className="mx-auto grid w-full max-w-lg gap-6 overflow-y-auto p-4">
        <div className="flex items-center gap-4">
          <Avatar id={viewer.memberId} name={viewer.name} imageUrl={viewer.imageUrl} size="xl" />
          <div className="min-w-0">
            <p className="truncate font-semibold text-xl">{viewer.name}</p>
            <p className="truncate text-muted">{viewer.email}</p>
          </div>
        </div>
        <ThemeChoice />
        <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
          <li>
            <Link
              href={accountPath(slug)}
              data-focus-inside
              className="flex h-12 items-center gap-3 rounded-lg px-4"
            >
              <UserRound aria-hidden="true" className="size-4 text-muted" />
              <span className="flex-1">{t.shell.menu.accountSettings}</span>
              <ChevronRight aria-hidden="true" className="size-4 text-muted rtl:-scale-x-100" />
            </Link>
          </li>
          <li>
            <button
              type="button"
              data-focus-inside
              onClick={onSignOut}
              className="flex h-12 w-full items-center gap-3 rounded-lg px-4 text-start"
            >
              <LogOut aria-hidden="true" className="size-4 text-muted" />
              {t.shell.menu.signOut}
            </button>
          </li>
        </ul>
      </div>
    </>
  );
}

function ThemeChoice() {
  const { theme } = useAppearance();
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{t.shell.theme.label}</legend>
      <div className="grid grid-cols-3 gap-1 rounded-md border border-line bg-raised p-0.5">
        {THEMES.map((one) => (
          <label
            key={one}
            className="relative flex h-10 items-center justify-center rounded-sm text-center text-muted has-checked:bg-accent-soft has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="theme"
              value={one}
              checked={theme === one}
              onChange={() => setTheme(one)}
              className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            />
            {t.shell.theme[one]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
