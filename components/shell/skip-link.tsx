import { t } from "@/lib/text/talk";

/** The first stop of the Tab key. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only z-50 rounded-md bg-accent px-4 py-2 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:start-2 focus:top-2"
    >
      {t.shell.skip}
    </a>
  );
}
