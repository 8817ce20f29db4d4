/** Whom something is for: all members but guests, who is in a conversation, or those named. */
export type AudienceOf =
  | { kind: "workspace" }
  | { kind: "conversation"; conversationId: string }
  | { kind: "members"; memberIds: string[] };
