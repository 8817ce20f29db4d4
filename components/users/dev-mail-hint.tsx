import { t } from "@/lib/text/public";

/** On this machine mail goes nowhere; it can be read here. */
export function DevMailHint() {
  return (
    <p className="text-muted text-sm">
      {t.account.devMail}{" "}
      <a href="/dev/mail" className="text-accent underline underline-offset-4">
        {t.account.devMailLink}
      </a>
      .
    </p>
  );
}
