import { createHash, randomBytes } from "node:crypto";
import { access, constants, link, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { assertSafeHeaders } from "@/lib/adapters/mail/headers";
import type { MailPort, SentMail } from "@/lib/adapters/mail/port";
import { type Clock, systemClock } from "@/lib/core/clock";

const MOST_KEPT = 500;
const Kept = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  sentAt: z.string(),
});

/** Dev mail: every mail is one JSON file in `folder` (PARLEY_HOME/mail), readable by every process of this copy. Nothing leaves. */
export function createDevMail(folder: string, clock: Clock = systemClock): MailPort {
  return {
    async send(mail) {
      assertSafeHeaders(mail);
      const { id, to, subject, text, html } = mail;
      await mkdir(folder, { recursive: true });
      const kept: SentMail = { id, to, subject, text, html, sentAt: clock.now().toISOString() };
      if (await writeOnce(join(folder, nameOf(id)), JSON.stringify(kept))) await forgetOldest(folder);
    },
    async kept() {
      return (await newestFirst(folder)).slice(0, MOST_KEPT).map(({ mail }) => mail);
    },
    async ping() {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.R_OK | constants.W_OK);
    },
  };
}

/** The id decides the name, so two processes that send the same mail meet at one file. */
function nameOf(id: string): string {
  return `${createHash("sha256").update(id).digest("hex").slice(0, 40)}.json`;
}

/** Whole or not at all, and never over what is there: a link fails where the name is taken. Answers whether it was written. */
async function writeOnce(file: string, content: string): Promise<boolean> {
  const temporary = `${file}.${randomBytes(6).toString("hex")}.part`;
  try {
    await writeFile(temporary, content, { mode: 0o600 });
    await link(temporary, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

type KeptFile = { file: string; mail: SentMail; writtenMs: number };

async function newestFirst(folder: string): Promise<KeptFile[]> {
  const files = await namesIn(folder);
  const read = await Promise.all(files.map((name) => readKept(join(folder, name))));
  const mails = read.filter((entry) => entry !== null);
  return mails.sort((a, b) => b.mail.sentAt.localeCompare(a.mail.sentAt) || b.writtenMs - a.writtenMs);
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".json"));
}

/** null for a file that another process has just removed, or that is no mail. */
async function readKept(file: string): Promise<KeptFile | null> {
  try {
    const [content, { mtimeMs }] = await Promise.all([readFile(file, "utf8"), stat(file)]);
    return { file, mail: Kept.parse(JSON.parse(content)), writtenMs: mtimeMs };
  } catch {
    return null;
  }
}

async function forgetOldest(folder: string): Promise<void> {
  if ((await namesIn(folder)).length <= MOST_KEPT) return;
  for (const { file } of (await newestFirst(folder)).slice(MOST_KEPT)) await rm(file, { force: true });
}
