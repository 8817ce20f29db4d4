/** The page that an invitation opens. */
export const invite = {
  pageTitle: "Invite",
  title: (workspace: string) => `Join ${workspace}`,
  lead: (inviter: string | null, workspace: string) =>
    inviter ? `${inviter} invites you to ${workspace}.` : `You are invited to ${workspace}.`,
  role: {
    owner: "You join as an owner.",
    admin: "You join as an admin.",
    member: "You join as a member.",
    guest: "You join as a guest and see only the conversations you are invited to.",
  },
  open: (workspace: string) => `Open ${workspace}`,
  accept: (workspace: string) => `Join ${workspace}`,
  as: (name: string, email: string) => `Signed in as ${name} (${email})`,
  signInToJoin: "Sign in to join",
  createToJoin: "Create an account to join",
  forOther: (email: string) => `This invite is for ${email}. Sign in with that address to use it.`,
  goneTitle: "This invite does not work any more",
  gone: "It was used, withdrawn, or is too old. Ask the person who invited you for a new one.",
};
