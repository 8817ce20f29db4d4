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

test("a reply that comes while its thread is opened is not lost to it", async () => {
  const store = new ConversationStore({ workspace: "acme", conversationId });
  const parent = messageDto({ conversationId });
  const [first, second] = [1, 2].map((replySeq) =>
    messageDto({ conversationId, seq: null, parentId: parent.id, replySeq, body: `reply ${replySeq}` }),
  );
  if (!first || !second) throw new Error("Two replies were made.");
  store.receive({ seq: 1, kind: "message.created", messageId: parent.id, message: parent });
  store.receive({ seq: 2, kind: "message.created", messageId: first.id, message: first });
  let answer = (_: Response) => {};
  const transport = () =>
    new Promise<Response>((settle) => {
      answer = settle;
    });
  const opened = inPage(transport, () => store.openThread(parent.id));
  store.receive({ seq: 3, kind: "message.created", messageId: second.id, message: second });
  answer(Response.json({ items: [toSnake(MessageDto, first)], has_after: false }));
  await opened;
  expect(store.timeline.threads[parent.id]?.map(({ body }) => body)).toEqual(["reply 1", "reply 2"]);
});

function shown(store: ConversationStore) {
  const { timeline, unsent } = store.state.getState();
  return { timeline: timeline.messages.map(({ body }) => body), unsent: unsent.map(({ body }) => body) };
}
