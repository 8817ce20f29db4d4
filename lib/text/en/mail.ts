/** Dev mail: where mail goes on one machine. */
export const mail = {
  devMail: "Dev mail",
  devMailDetail: "Without SMTP nothing leaves this machine. Mail is kept here instead.",
  empty: "No mail yet",
  emptyDetail: "Invites, sign-in links and password resets appear here.",
  newest: "Look for new mail",
  to: (address: string) => `To ${address}`,
  preview: (subject: string) => `Mail: ${subject}`,
  list: "Mails, newest first",
};
