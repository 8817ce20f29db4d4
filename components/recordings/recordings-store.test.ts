import { afterAll, beforeAll, expect, test } from "vitest";
import { readEvent } from "@/components/conversations/read-event";
import { setLogLevel } from "@/lib/core/log";
import {
  createRecording,
  deleteRecording,
  restoreRecording,
  updateRecording,
} from "@/lib/recordings/commands";
import { recordingProgressed } from "@/lib/recordings/events";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { browserOf, serve } from "@/tests/support/http";
import { inPage } from "@/tests/support/page";
import type { Transport } from "@/tests/support/person";
import { topics } from "@/tests/support/ports";
import { RecordingsStore } from "./recordings-store";

let all: Cast;
beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  serve(all.ports);
});
afterAll(() => all.db.drop());

async function line(person: CastMember): Promise<Transport> {
  const browser = await browserOf(all, person);
  return async (path, init) => {
    const answer = await browser.send(init?.method ?? "GET", path);
    return new Response(answer.text, answer);
  };
}

/** A list that is open, and hears what its person hears. */
async function listOf(person: CastMember) {
  const store = new RecordingsStore("acme");
  const transport = await line(person);
  await inPage(transport, () => store.refresh());
  const own = [topics.workspace(all.acme.id), topics.member(person.memberId)];
  const hear = () => {
    for (const { name, payload, topics: sentTo } of all.recorded.live) {
      const event =
        sentTo.some((topic) => own.includes(topic)) && readEvent(recordingProgressed, name, payload);
      if (event) inPage(transport, () => store.hear(event));
    }
  };
  return { hear, has: (id: string) => id in store.state.getState().recordings };
}

test("one that gets other readers stays with who may hear it, leaves who may not, and comes to who may now", async () => {
  const { recordingId: id } = await createRecording(all.ctxOf(all.ana), { transcript: "Ana: Hello." });
  const lists = await Promise.all([all.ana, all.ben, all.mia].map(listOf));
  const shown = () => lists.map((list) => list.has(id));
  const move = (input: Parameters<typeof updateRecording>[2]) => () =>
    updateRecording(all.ctxOf(all.ana), id, input);
  const heardByAll = async (work: () => Promise<unknown>) => {
    all.recorded.clear();
    await work();
    await all.recorded.settled();
    for (const { hear } of lists) hear();
  };
  expect(shown()).toEqual([true, true, true]);
  await heardByAll(move({ visibility: "private", memberIds: [all.ben.memberId] }));
  await expect.poll(shown).toEqual([true, true, false]);
  await heardByAll(move({ visibility: "workspace" }));
  await expect.poll(shown).toEqual([true, true, true]);
  await heardByAll(() => deleteRecording(all.ctxOf(all.ana), id));
  await expect.poll(shown).toEqual([false, false, false]);
  await heardByAll(() => restoreRecording(all.ctxOf(all.ana), id));
  await expect.poll(shown).toEqual([true, true, true]);
});
