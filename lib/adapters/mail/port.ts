export type Mail = {
  /** The same id is sent once: a repeated step does not mail twice. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
};

export type SentMail = Mail & { sentAt: string };

export type MailPort = {
  /** Throws when the mail was not accepted. Refuses CR and LF in addresses and subjects. */
  send(mail: Mail): Promise<void>;
  /** Dev mail only: what was sent, newest first. null where mail really leaves. */
  readonly kept: (() => Promise<SentMail[]>) | null;
  ping(): Promise<void>;
};
