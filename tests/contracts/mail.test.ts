import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import { createDevMail } from "@/lib/adapters/mail/dev";
import type { Mail, MailPort } from "@/lib/adapters/mail/port";
import { createSmtpMail } from "@/lib/adapters/mail/smtp";
import { MINUTE, manualClock } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { startWireSmtp, type WireSmtp } from "../support/wire-smtp";

const invitation = (over: Partial<Mail> = {}): Mail => ({
  id: newId(),
  to: "ben@example.com",
  subject: "Ana invites you to Acme",
  text: "Open http://localhost:3000/invite/x\nIt works for 7 days.",
  html: "<p>Open the <a href='http://localhost:3000/invite/x'>invitation</a>.</p>",
  ...over,
});

type Arrived = Pick<Mail, "to" | "subject" | "text" | "html">;
type Subject = { port: MailPort; arrived(): Promise<Arrived[]> };

/** What every way of sending promises. */
function mailContract(make: () => Subject) {
  test("a mail arrives as it was written, in any script", async () => {
    const { port, arrived } = make();
    const mail = invitation({
      subject: "Ünïcode 🚲 “quoted” — 招待",
      text: "Zeile eins\nline = two ✓",
      html: "<b>ü = 1</b>",
    });
    await port.send(mail);
    const { to, subject, text, html } = mail;
    expect(await arrived()).toEqual([{ to, subject, text, html }]);
  });

  test("the same id is sent once, also when two ask at the same time", async () => {
    const { port, arrived } = make();
    const mail = invitation();
    await Promise.all([port.send(mail), port.send(mail), port.send(mail)]);
    await port.send(mail);
    await port.send(invitation({ to: "mia@example.com" }));
    expect((await arrived()).map(({ to }) => to).sort()).toEqual(["ben@example.com", "mia@example.com"]);
  });

  test.each([
    ["to", "ben@example.com\r\nBcc: eve@example.com"],
    ["to", "ben@example.com\nX: y"],
    ["to", "ben@example.com, eve@example.com"],
    ["to", "Ben <ben@example.com>"],
    ["to", "ben@example.com\0"],
    ["to", "ben"],
    ["to", ""],
    ["subject", "Hello\r\nBcc: eve@example.com"],
    ["subject", "Hello\nX: y"],
    ["subject", "Hello\rX: y"],
    ["subject", "Hello\u2028X: y"],
    ["subject", "Hello\0"],
    ["subject", "x".repeat(501)],
  ])("refuses the %s %j and sends nothing", async (field, value) => {
    const { port, arrived } = make();
    const refused = port.send(invitation({ [field]: value }));
    await expect(refused).rejects.toMatchObject({ code: "INVALID", details: { errors: [{ path: field }] } });
    expect(await arrived()).toEqual([]);
  });

  test("a body may hold what a header may not", async () => {
    const { port, arrived } = make();
    await port.send(invitation({ text: "a\r\n.\r\nBcc: eve@example.com\r\n\r\nb" }));
    expect((await arrived()).map(({ to }) => to)).toEqual(["ben@example.com"]);
    expect((await arrived())[0]?.text).toContain("Bcc: eve@example.com");
  });

  test("answers a ping", () => make().port.ping());
}

describe("dev mail", () => {
  let home: string;
  const clock = manualClock(new Date("2026-11-20T10:00:00Z"));
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "parley-mail-"));
  });
  afterEach(() => rm(home, { recursive: true }));

  const keptBy = async (port: MailPort) => (await port.kept?.()) ?? [];
  mailContract(() => {
    const port = createDevMail(join(home, "mail"), clock);
    return {
      port,
      arrived: async () =>
        (await keptBy(port)).map(({ to, subject, text, html }) => ({ to, subject, text, html })),
    };
  });

  test("is kept newest first, with its time, and read by another process of the same copy", async () => {
    const folder = join(home, "mail");
    const port = createDevMail(folder, clock);
    expect(await keptBy(port)).toEqual([]);
    for (const subject of ["first", "second", "third"]) {
      await port.send(invitation({ subject }));
      clock.advance(1_000);
    }
    const seen = await keptBy(createDevMail(folder, clock));
    expect(seen.map(({ subject }) => subject)).toEqual(["third", "second", "first"]);
    expect(seen[2]?.sentAt).toBe("2026-11-20T10:00:00.000Z");
  });

  test("keeps the newest 500 and no more", async () => {
    const folder = join(home, "mail");
    const port = createDevMail(folder, clock);
    for (let n = 0; n < 505; n++) {
      await port.send(invitation({ subject: `mail ${n}` }));
      clock.advance(1);
    }
    const seen = await keptBy(port);
    expect([seen.length, seen[0]?.subject, seen.at(-1)?.subject]).toEqual([500, "mail 504", "mail 5"]);
    expect(await readdir(folder)).toHaveLength(500);
  });

  test("a file that is no mail spoils nothing", async () => {
    const port = createDevMail(home, clock);
    await port.send(invitation());
    await writeFile(join(home, "broken.json"), "{");
    await writeFile(join(home, "other.json"), "{}");
    expect(await keptBy(port)).toHaveLength(1);
  });
});

describe("SMTP", () => {
  let wire: WireSmtp;
  beforeAll(async () => {
    wire = await startWireSmtp();
  });
  afterAll(() => wire.close());
  afterEach(() => wire.received.splice(0));

  const from = "Parley <no-reply@example.com>";
  const make = (breaker = createBreakers().breaker("mail")) =>
    createSmtpMail({ url: wire.url, from }, breaker);

  mailContract(() => ({
    port: make(),
    arrived: async () =>
      wire.received.map(({ recipients, headers, text, html }) => ({
        to: recipients.join(","),
        subject: headers.get("subject") ?? "",
        text: text.replaceAll("\r\n", "\n"),
        html,
      })),
  }));

  test("says who it is from, and a repetition from another process carries the same Message-ID", async () => {
    const mail = invitation();
    await make().send(mail);
    await make().send(mail);
    const [first, second] = wire.received;
    expect(first?.headers.get("from")).toBe(from);
    expect(first?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(first?.headers.get("message-id")).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
    expect(second?.headers.get("message-id")).toBe(first?.headers.get("message-id"));
    expect(make().kept).toBeNull();
  });

  test("a mail that failed may be sent again under its id", async () => {
    const port = make();
    const mail = invitation();
    wire.refuse(451);
    await expect(port.send(mail)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await port.send(mail);
    expect(wire.received).toHaveLength(1);
  });

  test("an address that the server does not take is the address's fault, and no outage", async () => {
    const breaker = createBreakers({ failures: 1 }).breaker("mail");
    wire.refuse(550);
    await expect(make(breaker).send(invitation())).rejects.toMatchObject({ code: "INVALID" });
    expect(breaker.status().state).toBe("closed");
  });

  test("a server that is gone opens the breaker, and mail leaves again after it", async () => {
    const clock = manualClock(new Date());
    const breaker = createBreakers({ clock, failures: 2, openMs: MINUTE }).breaker("mail");
    const gone = await startWireSmtp();
    await gone.close();
    const port = createSmtpMail({ url: gone.url, from }, breaker);
    for (let n = 0; n < 2; n++)
      await expect(port.send(invitation())).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(breaker.status().state).toBe("open");
    await expect(port.ping()).rejects.toThrow();

    clock.advance(MINUTE);
    await make(breaker).send(invitation());
    expect(breaker.status().state).toBe("closed");
  });

  test("a wrong password delays mail and does not answer the ping", async () => {
    const url = wire.url.replace("p%40ss", "wrong");
    const port = createSmtpMail({ url, from }, createBreakers().breaker("mail"));
    await expect(port.send(invitation())).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(port.ping()).rejects.toThrow();
  });
});
