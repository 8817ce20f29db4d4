import { expect, test } from "vitest";
import { toSnake } from "@/lib/core/case";
import { newId } from "@/lib/core/ids";
import { MessageDto } from "@/lib/messages/schema";
import { messageDto } from "@/tests/support/message-dto";
import { inPage } from "@/tests/support/page";
import { ConversationStore } from "./conversation-store";

const conversationId = newId();

test("a message whose event comes before its answer is shown once, and needs no answer any more", async () => {
  const store = new ConversationStore({ workspace: "acme", conversationId });
  let answer = (_: Response) => {};
  const posted = new Promise<MessageDto>((resolve) => {
    const transport = async (_path: string, init?: RequestInit) => {
      const { client_id, body } = JSON.parse(String(init?.body));
      resolve(messageDto({ conversationId, clientId: client_id, body }));
      return new Promise<Response>((settle) => {
        answer = settle;
      });
    };
    inPage(transport, () => store.sender.add("Lunch?", null));
  });
  const sent = await posted;
  expect(shown(store)).toEqual({ timeline: [], unsent: ["Lunch?"] });

  store.receive({ seq: 1, kind: "message.created", messageId: sent.id, message: sent });
  expect(shown(store)).toEqual({ timeline: ["Lunch?"], unsent: [] });

  answer(Response.json(toSnake(MessageDto, sent), { status: 201 }));
  await new Promise((resolve) => setTimeout(resolve));
  expect(shown(store)).toEqual({ timeline: ["Lunch?"], unsent: [] });
  expect(store.state.getState().acknowledged).toEqual({});
});

function shown(store: ConversationStore) {
  const { timeline, unsent } = store.state.getState();
  return { timeline: timeline.messages.map(({ body }) => body), unsent: unsent.map(({ body }) => body) };
}
