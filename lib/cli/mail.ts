import path from "node:path";
import { parseEnv } from "@/lib/adapters/env";
import { createDevMail } from "@/lib/adapters/mail/dev";
import type { SentMail } from "@/lib/adapters/mail/port";
import { loadEnvFiles, ROOT } from "@/lib/embedded/settings";
import { runAsCommand } from "./command";

const SHOWN = 20;

/** `npm run mail`: the kept mails, newest first. `npm run mail -- 2` shows the second one, `-- --json` all of them. */
export async function readMail(home: string, args: string[]): Promise<string> {
  const kept = (await createDevMail(path.join(home, "mail")).kept?.()) ?? [];
  if (args.includes("--json")) return JSON.stringify(kept, null, 2);
  const wanted = args.find((arg) => /^\d+$/.test(arg));
  if (wanted) return whole(kept[Number(wanted) - 1]);
  if (kept.length === 0) return "No mail yet. Invites, sign-in links and password resets appear here.";
  return [...kept.slice(0, SHOWN).map(line), "", 'Read one with "npm run mail -- NUMBER".'].join("\n");
}

function line(mail: SentMail, index: number): string {
  const at = mail.sentAt.slice(0, 16).replace("T", " ");
  return `${String(index + 1).padStart(3)}  ${at}  ${mail.to.padEnd(28)} ${mail.subject}`;
}

function whole(mail: SentMail | undefined): string {
  if (!mail) throw new Error("There is no mail with this number.");
  return [`To:      ${mail.to}`, `Subject: ${mail.subject}`, `Sent:    ${mail.sentAt}`, "", mail.text].join(
    "\n",
  );
}

runAsCommand(import.meta.url, async (args) => {
  loadEnvFiles();
  const env = parseEnv(process.env);
  if (env.SMTP_URL) throw new Error("Mail really leaves: SMTP_URL is set. Nothing is kept here.");
  console.log(await readMail(path.resolve(ROOT, env.PARLEY_HOME ?? ".parley"), args));
});
