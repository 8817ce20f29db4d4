import { expect, test } from "vitest";
import { conversationPath, isConversationPath, nextUnreadPath, roomPath, searchPath } from "./paths";

const channel = (id: string, unread: number) => ({ id, kind: "channel" as const, unread });
const shell = {
  workspace: { slug: "acme" },
  conversations: [
    channel("general", 3),
    channel("launch", 0),
    channel("support", 1),
    { ...channel("noise", 9), muted: true },
  ],
};

test("the next unread conversation is the one below, then around the end", () => {
  expect(nextUnreadPath(shell, "/w/acme/channels/general")).toBe("/w/acme/channels/support");
  expect(nextUnreadPath(shell, "/w/acme/channels/support")).toBe("/w/acme/channels/general");
  expect(nextUnreadPath(shell, "/w/acme/inbox")).toBe("/w/acme/channels/general");
});

test("what is muted, or on screen, is not next", () => {
  const onlyHere = {
    ...shell,
    conversations: [channel("general", 3), { ...channel("noise", 9), muted: true }],
  };
  expect(nextUnreadPath(onlyHere, "/w/acme/channels/general")).toBeNull();
});

test("an AI chat has its own address, and so has each room", () => {
  expect(conversationPath("acme", { id: "1", kind: "chat" })).toBe("/w/acme/chats/1");
  expect(conversationPath("acme", { id: "1", kind: "direct" })).toBe("/w/acme/channels/1");
  expect(roomPath("acme", "board")).toBe("/w/acme/sales/board");
  expect(searchPath("acme", "50 % & more")).toBe("/w/acme/search?q=50%20%25%20%26%20more");
});

test("a conversation fills a phone, a list of them does not", () => {
  expect(isConversationPath("acme", "/w/acme/channels/1")).toBe(true);
  expect(isConversationPath("acme", "/w/acme/chats")).toBe(false);
  expect(isConversationPath("acme", "/w/acmetwo/channels/1")).toBe(false);
  expect(isConversationPath("acme", "/w/acme/inbox")).toBe(false);
});
