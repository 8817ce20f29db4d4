import { ShieldCheck } from "lucide-react";
import { cookies } from "next/headers";
import Link from "next/link";
import { Mark } from "@/components/citations/mark";
import { OpenDemo } from "@/components/landing/open-demo";
import { Picture } from "@/components/landing/picture";
import { Points } from "@/components/landing/points";
import { Button } from "@/components/ui/button";
import { MarkIcon } from "@/components/ui/mark-icon";
import { t } from "@/lib/text/visiting";
import { sessionCookieName } from "@/lib/web/cookies";
import { describeInstallation } from "@/lib/web/installation";

/** Shows what Parley is. Needs no database: whether somebody may be signed in is read from the cookie alone. */
export default async function LandingPage() {
  const jar = await cookies();
  const signedIn = jar.has(sessionCookieName());
  const { hasDemo } = describeInstallation();
  return (
    <div className="mx-auto max-w-[76rem] px-5 pt-(--safe-top) sm:px-8">
      <header className="flex h-16 items-center gap-2">
        <p className="flex flex-1 items-center gap-2 font-semibold text-lg">
          <MarkIcon width={24} height={24} className="text-accent" />
          {t.common.product}
        </p>
        <Button asChild variant="ghost">
          <Link href={signedIn ? "/w" : "/sign-in"}>
            {signedIn ? t.landing.openWorkspaces : t.landing.signIn}
          </Link>
        </Button>
      </header>
      <main id="content">
        <Hero hasDemo={hasDemo} />
        <Picture />
        <Points />
      </main>
      <footer className="flex flex-wrap items-center justify-between gap-3 border-line border-t py-6 text-muted text-sm">
        <p>{t.common.product}</p>
        <p>{t.common.tagline}</p>
      </footer>
    </div>
  );
}

function Hero({ hasDemo }: { hasDemo: boolean }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-x-16 gap-y-5 pt-4 pb-10 sm:pt-10 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
      <h1 className="text-balance font-semibold font-serif text-3xl tracking-tight">
        {t.landing.headlineStart} <Mark className="sm:whitespace-nowrap">{t.landing.headlineMarked}</Mark>
      </h1>
      <p className="text-pretty text-lg text-muted lg:row-span-2 lg:pt-1">{t.landing.lead}</p>
      <div>
        <div className="flex flex-wrap items-center gap-3">
          {hasDemo ? <OpenDemo /> : null}
          <Button asChild size="lg" variant={hasDemo ? "secondary" : "primary"}>
            <Link href="/sign-up">{t.landing.createWorkspace}</Link>
          </Button>
        </div>
        <p className="mt-4 flex items-start gap-2 text-muted text-sm">
          <ShieldCheck aria-hidden="true" className="mt-px size-4 shrink-0 text-accent" />
          {t.landing.runsHere}
        </p>
      </div>
    </section>
  );
}
