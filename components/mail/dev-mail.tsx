import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { t } from "@/lib/text/catalogue";

type Mail = { id: string; to: string; subject: string; html: string; sentAt: string };

/** Every kept mail on the left, the chosen one on the right. */
export function DevMail({ mails, chosen }: { mails: Mail[]; chosen: Mail | null }) {
  return (
    <main className="flex h-dvh flex-col">
      <PageHeader
        title={t.mail.devMail}
        detail={t.mail.devMailDetail}
        actions={
          <Link href="/dev/mail" className="rounded px-2 py-1 font-medium text-accent hover:bg-accent-soft">
            {t.mail.newest}
          </Link>
        }
      />
      {chosen ? (
        <div className="flex min-h-0 flex-1 max-md:flex-col">
          <MailList mails={mails} chosen={chosen} />
          <MailPreview mail={chosen} />
        </div>
      ) : (
        <EmptyState title={t.mail.empty}>{t.mail.emptyDetail}</EmptyState>
      )}
    </main>
  );
}

function MailList({ mails, chosen }: { mails: Mail[]; chosen: Mail }) {
  return (
    <nav
      aria-label={t.mail.list}
      className="shrink-0 overflow-y-auto border-line max-md:max-h-64 max-md:border-b md:w-80 md:border-r"
    >
      <ul className="divide-y divide-line">
        {mails.map((mail) => (
          <li key={mail.id}>
            <Link
              href={`/dev/mail?mail=${encodeURIComponent(mail.id)}`}
              aria-current={mail.id === chosen.id ? "page" : undefined}
              className={cn("block px-4 py-3 hover:bg-sunken", mail.id === chosen.id && "bg-sunken")}
            >
              <span className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 truncate font-medium">{mail.subject}</span>
                <Time at={mail.sentAt} className="text-muted text-sm" />
              </span>
              <span className="block truncate text-muted">{t.mail.to(mail.to)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A mail is foreign text: it runs nothing, and its links open in this window only when a person clicks them. */
function MailPreview({ mail }: { mail: Mail }) {
  return (
    <iframe
      title={t.mail.preview(mail.subject)}
      sandbox="allow-top-navigation-by-user-activation"
      srcDoc={`<base target="_top">${mail.html}`}
      className="min-h-0 flex-1 bg-raised"
    />
  );
}
