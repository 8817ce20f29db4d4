import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toChange } from "@/components/conversations/read-event";
import { archiveConversation, createConversation, updateConversation } from "@/lib/conversations/commands";
import { leaveConversations } from "@/lib/conversations/departure/commands";
import { forgetOldEvents } from "@/lib/conversations/log/commands";
import { listEvents } from "@/lib/conversations/log/queries";
import {
  addParticipant,
  changeParticipantRole,
  joinConversation,
  leaveConversation,
  removeParticipant,
} from "@/lib/conversations/participants/commands";
import { listParticipants } from "@/lib/conversations/participants/queries";
import { getConversation, toConversationCore } from "@/lib/conversations/queries";
import { topics } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { redrawPicture } from "@/lib/files/pictures/commands";
import { completeCapture, joinSlices, putSlice } from "@/lib/recordings/capture/commands";
import { createRecording } from "@/lib/recordings/commands";
import { type Cast, cast } from "@/tests/support/cast";
import { keepFile } from "@/tests/support/library";
import { PNG } from "@/tests/support/pictures";
import { finishAnswer, startAnswer } from "./answers/commands";
import { type Change, emptyTimeline, fold, mergeReplies, standingOf, type Timeline } from "./client";
import { deleteMessage, editMessage, sendMessage } from "./commands";
import { restoreMessage } from "./deletions/commands";
import { showAgain } from "./files/commands";
import { postReport } from "./posts/commands";
import { listMessages, listReplies } from "./queries";
import { addReaction, removeReaction } from "./reactions/commands";

let all: Cast;
let id: string;
let firstId: string;

beforeAll(async () => {
  all = await cast();
  const input = {
    kind: "channel" as const,
    name: "launch",
    visibility: "public" as const,
    participantIds: [],
  };
  id = (await createConversation(all.ctxOf(all.ana), input)).conversation.id;
  await joinConversation(all.ctxOf(all.ben), id);
  firstId = (await say("First")).id;
  await say("A reply", firstId);
});
afterAll(() => all.db.drop());

async function say(body: string, parentId: string | null = null) {
  const input = { conversationId: id, clientId: newId(), body, parentId };
  return (await sendMessage(all.ctxOf(all.ana), input)).message;
}

async function show(body: string, parentId: string | null = null) {
  const files = [await keepFile(anas(), "heron.png", PNG), await keepFile(anas(), "notes.txt", "Heron")];
  const fileIds = files.map((file) => file.id);
  const input = { conversationId: id, clientId: newId(), body, parentId, fileIds };
  return (await sendMessage(anas(), input)).message;
}

/** What a browser gets that opens the conversation now, with the first thread open. */
function fresh(): Promise<Timeline> {
  return read(all.ctxOf(all.ana), async (tx) => {
    const page = await listMessages(tx, id, { limit: 100 });
    const { conversation } = await getConversation(tx, id);
    const { items: participants } = await listParticipants(tx, id, { limit: 100 });
    const { items: replies } = await listReplies(tx, firstId, { limit: 100 });
    return {
      ...emptyTimeline,
      eventSeq: page.eventSeq,
      messages: page.items,
      threads: { [firstId]: mergeReplies([], replies) },
      participants,
      conversation: toConversationCore(conversation),
    };
  });
}

/** Counters of the conversation move with every change; a browser has them from the sidebar, not from its log. */
function comparable(timeline: Timeline) {
  const { conversation, participants, ...rest } = timeline;
  const { name, topic, visibility, archivedAt } = conversation ?? {};
  const people = participants.map(({ memberId, role }) => ({ memberId, role }));
  return {
    ...rest,
    conversation: { name, topic, visibility, archivedAt },
    participants: people.sort((a, b) => (a.memberId < b.memberId ? -1 : 1)),
  };
}

const thumb = () => ({ messageId: firstId, emoji: "👍" });
const bens = () => all.ctxOf(all.ben);
const anas = () => all.ctxOf(all.ana);

/** Every command that changes a conversation. One that is missing here fails `tests/architecture/numbered.test.ts`. */
const commands: Record<string, () => Promise<unknown>> = {
  sendMessage: () => say("Hello"),
  "sendMessage in a thread": () => say("Another reply", firstId),
  "sendMessage of 30 kB, which does not fit an event": () => say("long ".repeat(6_000)),
  "sendMessage with files": () => show("A picture"),
  "editMessage of one with files": async () => editMessage(anas(), (await show("A picture")).id, ""),
  "deleteMessage of one with files": async () => deleteMessage(anas(), (await show("")).id),
  "deleteMessage of one with files, undone": async () => {
    const { id: messageId } = await show("", firstId);
    await deleteMessage(anas(), messageId);
    await restoreMessage(anas(), messageId);
  },
  "a picture, when it is drawn": async () => {
    const [file] = (await show("A picture")).files;
    await redrawPicture(anas(), file?.id ?? "");
    await showAgain(anas(), file?.id ?? "");
  },
  "completeCapture of a voice message, and carrySound when its sound is put together": async () => {
    const about = { kind: "voice" as const, capture: true as const, visibility: "private" as const };
    const { recordingId } = await createRecording(anas(), about);
    const sound = await readFile(path.resolve("tests/fixtures/audio/say.webm"));
    await putSlice(anas(), recordingId, 0, new Uint8Array(sound));
    await completeCapture(anas(), recordingId, { conversationId: id });
    await joinSlices(anas(), recordingId);
  },
  postReport: () =>
    postReport(anas(), { conversationId: id, clientId: newId(), body: "**Stand-up**", citations: [] }),
  editMessage: () => editMessage(anas(), firstId, "First, edited"),
  addReaction: () => addReaction(bens(), thumb()),
  removeReaction: () => removeReaction(bens(), thumb()),
  deleteMessage: async () => deleteMessage(anas(), (await say("Gone soon")).id),
  "deleteMessage, undone": async () => {
    const { id: messageId } = await say("Gone and back");
    await addReaction(bens(), { messageId, emoji: "👍" });
    await deleteMessage(anas(), messageId);
    await restoreMessage(anas(), messageId);
  },
  updateConversation: () => updateConversation(anas(), id, { topic: "New topic", name: "launch-2" }),
  archiveConversation: () => archiveConversation(anas(), id, true),
  "archiveConversation, back": () => archiveConversation(anas(), id, false),
  addParticipant: () => addParticipant(anas(), id, { memberId: all.cleo.memberId, role: "member" }),
  changeParticipantRole: () => changeParticipantRole(anas(), id, all.cleo.memberId, "admin"),
  removeParticipant: () => removeParticipant(anas(), id, all.cleo.memberId),
  joinConversation: () => joinConversation(all.ctxOf(all.dev), id),
  leaveConversation: () => leaveConversation(all.ctxOf(all.dev), id),
  "leaveConversations, of somebody who was removed": async () => {
    await joinConversation(all.ctxOf(all.mia), id);
    await all.db.superuser(`update "Member" set status = 'removed' where id = $1`, [all.mia.memberId]);
    await leaveConversations(anas(), all.mia.memberId);
  },
  "startAnswer and finishAnswer": async () => {
    const answer = { conversationId: id, assistantId: all.assistant.memberId, runId: newId() };
    const { id: messageId } = await startAnswer(anas(), answer);
    const rest = { status: "complete" as const, citations: [], tokens: 3, costMicros: 0 };
    await finishAnswer(anas(), { messageId, body: "Because.", ...rest });
  },
};

for (const [name, run] of Object.entries(commands)) {
  test(`${name}: what was known, and the events, are what a fresh fetch shows`, async () => {
    const before = await fresh();
    all.recorded.clear();
    await run();
    await all.recorded.settled();
    const after = await fresh();

    const live = all.recorded
      .heardOn(topics.conversation(id))
      .flatMap((event) => toChange(event.name, event.payload) ?? [])
      .sort((a, b) => a.seq - b.seq);
    expect(comparable(await follow(before, live))).toEqual(comparable(after));
    expect(comparable(await follow(before, []))).toEqual(comparable(after));
  });
}

/** As the browser's store does: live events in their order, and the log for what did not come or did not fit. */
async function follow(before: Timeline, live: Change[]): Promise<Timeline> {
  let timeline = before;
  for (const change of live) {
    if (standingOf(timeline, change) !== "next") break;
    timeline = fold(timeline, change);
  }
  const { items } = await read(all.ctxOf(all.ana), (tx) =>
    listEvents(tx, id, { after: timeline.eventSeq, limit: 500 }),
  );
  return items.reduce(fold, timeline);
}

test("the log holds ids and kinds, and no body", async () => {
  const columns = await all.db.superuser<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = 'ConversationEvent'`,
  );
  const names = columns.map((column) => column.name).sort();
  expect(names).toEqual([
    "conversationId",
    "createdAt",
    "kind",
    "memberId",
    "messageId",
    "seq",
    "workspaceId",
  ]);
});

test("events older than the log are refused, and the page is fetched again", async () => {
  const old = `"createdAt" = now() - interval '31 days'`;
  await all.db.superuser(
    `update "ConversationEvent" set ${old} where "conversationId" = $1 and seq in (2, 4)`,
    [id],
  );
  expect(await forgetOldEvents(anas()), "what is older than the newest of them goes along").toBe(4);
  expect(await forgetOldEvents(anas())).toBe(0);
  const since = (after: number) => read(anas(), (tx) => listEvents(tx, id, { after, limit: 10 }));
  await expect(since(1)).rejects.toMatchObject({ code: "GONE" });
  await expect(since(3)).rejects.toMatchObject({ code: "GONE" });
  expect((await since(4)).items[0]?.seq).toBe(5);
});
