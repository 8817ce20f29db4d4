/** A workspace and its settings. */
export const workspace = {
  name: "Name of the workspace",
  namePlaceholder: "Your company or team",
  slug: "Address",
  slugHint: "Letters, digits and hyphens. It can be changed later.",
  create: {
    title: "Create a workspace",
    lead: "It starts with #general and an assistant that answers with quotes.",
    submit: "Create workspace",
    back: "Back to your workspaces",
    invited: (email: string) => `Invited somewhere? Open the link in the mail to ${email}.`,
  },
};
