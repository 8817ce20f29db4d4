/** What a mail says, as plain text and as simple HTML of the same words. */
export type MailContent = { subject: string; text: string; html: string };

type Letter = {
  subject: string;
  lines: string[];
  action?: { label: string; url: string };
  /** Small print below: what to do when this was not expected. */
  footnote: string;
};

/** To choose a new password. */
export function resetMail({ name, url }: { name: string; url: string }): MailContent {
  return letter({
    subject: "Choose a new password for Parley",
    lines: [
      `Hello ${name},`,
      "somebody asked to reset the password of your Parley account. This link works once, within 6 hours.",
      "It signs you out everywhere.",
    ],
    action: { label: "Choose a new password", url },
    footnote: "If it was not you, do nothing: your password stays as it is.",
  });
}

/** To sign in without a password. */
export function magicLinkMail({ name, url }: { name: string; url: string }): MailContent {
  return letter({
    subject: "Your sign-in link for Parley",
    lines: [`Hello ${name},`, "this link signs you in to Parley. It works once, within 15 minutes."],
    action: { label: "Sign in", url },
    footnote: "If you did not ask for it, do nothing. Nobody can sign in without this link.",
  });
}

/** To prove that an address is one's own. */
export function confirmEmailMail({ name, url }: { name: string; url: string }): MailContent {
  return letter({
    subject: "Confirm your email for Parley",
    lines: [
      `Hello ${name},`,
      "a Parley account was made with this address. Confirm that it is yours. The link works for a day.",
    ],
    action: { label: "Confirm email", url },
    footnote: "If you did not make this account, do not confirm it.",
  });
}

/** After a password was changed or reset. */
export function passwordChangedMail({ name, url, at }: { name: string; url: string; at: Date }): MailContent {
  return letter({
    subject: "Your Parley password was changed",
    lines: [
      `Hello ${name},`,
      `your password was changed on ${moment(at)}. Your other sessions were signed out.`,
    ],
    footnote: `If it was not you, reset it now: ${url}`,
  });
}

/** After the first sign-in that proved the address: a password from before that is gone. */
export function passwordDroppedMail({ name, url }: { name: string; url: string }): MailContent {
  return letter({
    subject: "Your email is confirmed, your old password is gone",
    lines: [
      `Hello ${name},`,
      "you just signed in through this address for the first time. The password that was set before anybody had confirmed the address does not work any more, and its sessions are signed out.",
    ],
    action: { label: "Choose a password", url },
    footnote: "You can also go on signing in by link.",
  });
}

/** After an old refresh token came back: somebody may have copied it. */
export function tokenReusedMail({ url, at }: { url: string; at: Date }): MailContent {
  return letter({
    subject: "An access to your Parley account was ended",
    lines: [
      `On ${moment(at)} a refresh token was used that had been exchanged before. That happens when somebody copied it, so everything that came from it has been ended.`,
      "Sign in again in the program that you use. Your password and your browser sessions are unchanged.",
    ],
    action: { label: "Look at your account", url },
    footnote: "If you did not expect this, change your password too.",
  });
}

/** To somebody who is invited to a workspace. */
export function inviteMail(invite: {
  inviter: string | null;
  workspace: string;
  url: string;
  expiresAt: Date;
}): MailContent {
  const who = invite.inviter
    ? `${invite.inviter} invites you to ${invite.workspace} on Parley.`
    : `You are invited to ${invite.workspace} on Parley.`;
  return letter({
    subject: who.replace(/\.$/, ""),
    lines: ["Hello,", who, `The invite is for you alone and works until ${moment(invite.expiresAt)}.`],
    action: { label: `Join ${invite.workspace}`, url: invite.url },
    footnote: "If you do not know what this is about, do nothing.",
  });
}

function letter({ subject, lines, action, footnote }: Letter): MailContent {
  const text = [...lines, ...(action ? [`${action.label}:\n${action.url}`] : []), footnote, "Parley"].join(
    "\n\n",
  );
  return { subject: oneLine(subject), text: `${text}\n`, html: page({ subject, lines, action, footnote }) };
}

function page({ subject, lines, action, footnote }: Letter): string {
  const paragraphs = lines.map((line) => `<p style="margin:0 0 16px">${inert(line)}</p>`).join("");
  const button = action
    ? `<p style="margin:24px 0"><a href="${inert(action.url)}" style="background:#2f5d50;border-radius:8px;color:#ffffff;display:inline-block;font-weight:600;padding:12px 20px;text-decoration:none">${inert(action.label)}</a></p>` +
      `<p style="color:#6b6b66;font-size:13px;margin:0 0 16px;word-break:break-all">${inert(action.url)}</p>`
    : "";
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${inert(subject)}</title></head>` +
    `<body style="background:#faf9f6;color:#1d1d1b;font:16px/1.55 -apple-system,'Segoe UI',Roboto,sans-serif;margin:0;padding:32px 16px">` +
    `<div style="background:#ffffff;border:1px solid #e7e5df;border-radius:12px;margin:0 auto;max-width:520px;padding:32px">` +
    `${paragraphs}${button}<p style="color:#6b6b66;font-size:13px;margin:24px 0 0">${inert(footnote)}</p></div>` +
    `<p style="color:#6b6b66;font-size:12px;margin:16px auto;max-width:520px;text-align:center">Parley</p></body></html>`
  );
}

/** A subject is one line, or it could end a header and begin another. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

function inert(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/** The reader's time zone is not known: say which one it is. */
function moment(at: Date): string {
  const written = new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${written.format(at)} UTC`;
}
