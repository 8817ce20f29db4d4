import { notFound } from "next/navigation";
import { DevMail } from "@/components/mail/dev-mail";
import { t } from "@/lib/text/catalogue";
import { loadDevMail } from "@/lib/web/dev-mail";

export const metadata = { title: t.mail.devMail };

export default async function DevMailPage({ searchParams }: PageProps<"/dev/mail">) {
  const mails = await loadDevMail();
  if (mails === null) notFound();
  const { mail } = await searchParams;
  return <DevMail mails={mails} chosen={mails.find(({ id }) => id === mail) ?? mails[0] ?? null} />;
}
