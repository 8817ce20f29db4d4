import { expect, test } from "vitest";
import { toSnake } from "@/lib/core/case";
import { newId } from "@/lib/core/ids";
import { listNamedMessagesRoute, type MessageDto } from "@/lib/messages/schema";
import { messageDto } from "@/tests/support/message-dto";
import { inPage } from "@/tests/support/page";
import { hearSource } from "./hear-source";
import { type CitedPlace, sourceStatesOf, stateKey } from "./source-states";

const quote = "We sell fifty bicycles.";

function place(message: MessageDto, words = quote): CitedPlace {
  const { id: messageId, conversationId } = message;
  const anchor = { kind: "message" as const, conversationId, messageId, seq: 1 };
  return { sourceType: "conversation", sourceId: conversationId, version: 1, anchor, quote: words };
}

/** A page of a workspace of its own, and the messages that the server has now. */
function pageOf(messages: MessageDto[]) {
  const workspace = `harbor-${newId()}`;
  const states = sourceStatesOf(workspace);
  const asked: string[] = [];
  const transport = async (path: string) => {
    asked.push(path);
    const items = messages.filter(({ id }) => path.includes(id));
    return Response.json(toSnake(listNamedMessagesRoute.response, { items }));
  };
  const during = (work: () => void) => inPage(transport, work);
  const shows = (one: CitedPlace) => states.state.getState()[stateKey(one)];
  return { workspace, states, asked, during, shows };
}

test("what quotes a message is told what it says today, deleted and brought back, each time it is heard to be another", async () => {
  const message = messageDto({ body: `Morning. ${quote}` });
  const other = messageDto({ body: "They pay on delivery." });
  const { workspace, states, asked, during, shows } = pageOf([message, other]);
  const cited = place(message);
  const heard = (name: string) => during(() => hearSource(workspace, name, { message_id: message.id }));
  during(() => {
    states.want(cited);
    states.want(place(other, other.body));
    states.want(place(message, ""));
  });
  // What looks again is loaded when it is first asked for, which takes a busy machine its time.
  await expect
    .poll(() => shows(cited), { timeout: 15_000 })
    .toEqual({ what: "same", today: null, correctedBy: [] });
  expect(asked).toHaveLength(1);

  message.body = "Morning. We sell fifteen bicycles.";
  heard("message.revised");
  await expect
    .poll(() => shows(cited))
    .toEqual({ what: "changed", today: "We sell fifteen bicycles.", correctedBy: [] });
  message.body = `Good morning. ${quote}`;
  heard("message.updated");
  await expect.poll(() => shows(cited)).toEqual({ what: "same", today: null, correctedBy: [] });

  message.deletedAt = new Date(0).toISOString();
  heard("message.deleted");
  expect(shows(cited)).toEqual({ what: "gone", today: null, correctedBy: [] });
  expect(shows(place(message, ""))).toEqual({ what: "gone", today: null, correctedBy: [] });
  message.deletedAt = null;
  heard("message.updated");
  await expect.poll(() => shows(place(message, ""))).toEqual({ what: "same", today: null, correctedBy: [] });
  expect(shows(place(other, other.body))).toEqual({ what: "same", today: null, correctedBy: [] });
});

test("whoever listens hears which source changed, until they leave", () => {
  const workspace = `harbor-${newId()}`;
  const heard: unknown[] = [];
  const leave = sourceStatesOf(workspace).onHeard((changed) => heard.push(changed));
  hearSource(workspace, "recording.progressed", { recording_id: "a", change: "transcript" });
  hearSource(workspace, "recording.progressed", { recording_id: "b", change: "progressed" });
  hearSource(workspace, "document.changed", { document_id: "c", change: "deleted" });
  leave();
  hearSource(workspace, "message.revised", { message_id: "d" });
  expect(heard).toEqual([
    { id: "a", isDeleted: false },
    { id: "c", isDeleted: true },
  ]);
});
