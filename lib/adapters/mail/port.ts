export type Mail = {
  /** The same id is sent once: a repeated step does not mail twice. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
};

/** `sentAt` in ISO 8601, UTC. */
export type SentMail = Mail & { sentAt: string };

export type MailPort = {
  /**
   * Throws when the mail was not accepted: INVALID (with the field) for line breaks and other control characters in the address
   * or the subject, and for an address that is not exactly one; UNAVAILABLE when the server cannot be reached or asks to wait.
   */
  send(mail: Mail): Promise<void>;
  /** Dev mail only: what was sent, newest first, at most 500. null where mail really leaves. */
  readonly kept: (() => Promise<SentMail[]>) | null;
  ping(): Promise<void>;
};
