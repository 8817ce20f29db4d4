import Link from "next/link";
import type { ReactNode } from "react";
import { CitedScene } from "@/components/landing/cited-scene";
import { MarkIcon } from "@/components/ui/mark-icon";
import { t } from "@/lib/text/catalogue";

type AccountPageProps = {
  title: string;
  lead?: ReactNode;
  /** Below the form: the way to somebody else's page. */
  foot?: ReactNode;
  children: ReactNode;
};

/** One form, and beside it, where there is room, what it leads to. */
export function AccountPage({ title, lead, foot, children }: AccountPageProps) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <div className="flex flex-col px-5 pt-[max(1.25rem,var(--safe-top))] pb-8 sm:px-10">
        <header>
          <Link href="/" className="inline-flex items-center gap-2 rounded-md font-semibold text-lg">
            <MarkIcon width={24} height={24} className="text-accent" />
            {t.common.product}
          </Link>
        </header>
        <main id="content" className="mx-auto my-auto grid w-full max-w-sm gap-6 py-10">
          <div>
            <h1 className="font-semibold text-2xl">{title}</h1>
            {lead ? <p className="mt-1 text-pretty text-muted">{lead}</p> : null}
          </div>
          {children}
          {foot ? <p className="text-muted">{foot}</p> : null}
        </main>
      </div>
      <CitedScene className="max-lg:hidden" />
    </div>
  );
}

/** A quiet link inside a sentence. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="font-medium text-accent underline-offset-4 hover:underline">
      {children}
    </Link>
  );
}
