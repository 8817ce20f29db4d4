"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import {
  accountPath,
  auditPath,
  dataPath,
  jobsPath,
  knowledgePath,
  membersPath,
  modelsPath,
  reportTemplatesPath,
  settingsPath,
  usagePath,
} from "@/components/shell/paths";
import { cn } from "@/components/ui/cn";
import { PageHeader } from "@/components/ui/page-header";
import { isAdmin } from "@/lib/members/rules";
import type { MemberRole } from "@/lib/members/schema";
import { t } from "@/lib/text/catalogue";

type SettingsFrameProps = { slug: string; role: MemberRole; children: ReactNode };

/** The settings of a person and of a workspace: one header, the sections beside each other, one column of cards. */
export function SettingsFrame({ slug, role, children }: SettingsFrameProps) {
  return (
    <>
      <PageHeader title={t.settings.title} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Sections slug={slug} role={role} />
        <div className="mx-auto grid w-full max-w-3xl gap-6 px-4 pt-4 pb-16 lg:px-5">{children}</div>
      </div>
    </>
  );
}

function Sections({ slug, role }: { slug: string; role: MemberRole }) {
  const pathname = usePathname();
  const sections = [
    { label: t.settings.sections.account, href: accountPath(slug), shown: true },
    { label: t.settings.sections.general, href: settingsPath(slug), shown: role !== "guest" },
    { label: t.settings.sections.members, href: membersPath(slug), shown: true },
    { label: t.settings.sections.reports, href: reportTemplatesPath(slug), shown: role !== "guest" },
    { label: t.settings.sections.knowledge, href: knowledgePath(slug), shown: isAdmin(role) },
    { label: t.settings.sections.models, href: modelsPath(slug), shown: isAdmin(role) },
    { label: t.settings.sections.usage, href: usagePath(slug), shown: role !== "guest" },
    { label: t.settings.sections.data, href: dataPath(slug), shown: isAdmin(role) },
    { label: t.settings.sections.jobs, href: jobsPath(slug), shown: isAdmin(role) },
    { label: t.settings.sections.log, href: auditPath(slug), shown: isAdmin(role) },
  ];
  return (
    <nav
      aria-label={t.settings.navigation}
      className="sticky top-0 z-10 flex gap-1 overflow-x-auto border-line border-b bg-surface px-4 py-2 lg:px-5"
    >
      {sections
        .filter((section) => section.shown)
        .map(({ label, href }) => (
          <Link
            key={href}
            ref={pathname === href ? showInRow : undefined}
            href={href}
            aria-current={pathname === href ? "page" : undefined}
            data-focus-inside
            className={cn(
              "flex h-8 shrink-0 items-center rounded-md px-3 font-medium text-muted transition-colors pointer-coarse:h-11",
              pathname === href ? "bg-accent-soft text-ink" : "hover:bg-hover hover:text-ink",
            )}
          >
            {label}
          </Link>
        ))}
    </nav>
  );
}

/** On a phone the row is longer than the screen: where one is must be in sight. */
function showInRow(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ inline: "center", block: "nearest" });
}
