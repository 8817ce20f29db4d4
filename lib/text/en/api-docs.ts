/** The page that shows the API. */
export const apiDocs = {
  title: "The API of Parley",
  lead: "JSON with snake_case keys, times in ISO 8601 UTC, ids UUID v7. Send Authorization: Bearer with an access token or an API key. Errors are application/problem+json. Lists answer items and next_cursor.",
  access: {
    public: "For anybody.",
    user: "For somebody who is signed in.",
    member: "For members of the workspace.",
    admin: "For admins and owners.",
    owner: "For owners.",
  },
  status: (status: number) => `Answers ${status}.`,
  query: "Query",
  body: "Body",
  answer: "Answer",
};
