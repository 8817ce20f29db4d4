import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { updateConversation } from "@/lib/conversations/commands";
import { deleteConversation } from "@/lib/conversations/deletion/commands";
import { joinConversation, removeParticipant } from "@/lib/conversations/participants/commands";
import { newId } from "@/lib/core/ids";
import { read, transaction } from "@/lib/ctx";
import { deleteMessage, editMessage } from "@/lib/messages/commands";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { ensureAudience } from "./audiences/commands";
import { findReader, findReaders } from "./audiences/queries";
import { indexMessage } from "./commands";
import { explainSearch } from "./explanations/queries";
import { hideSources, openSource, publishSource, putPassages } from "./passages/commands";
import { countPassages, searchPassages } from "./queries";
import { refreshStatistics } from "./statistics/commands";

let all: Cast;
let stage: Stage;
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
});
afterAll(() => all.db.drop());

/** What is found for everybody who can read a conversation, or for one person alone. */
async function findFor(by: CastMember, place: string | null, question: string): Promise<string[]> {
  return read(stage.ctxOf(by), async (tx) => {
    const readers = place ? await findReaders(tx, place, by.memberId) : await findReader(tx, by.memberId);
    const found = await searchPassages(tx, { question, readers, questionId: null, limit: 20 });
    return found.passages.map(({ text }) => text);
  });
}

async function countFor(by: CastMember, place: string): Promise<number> {
  return read(stage.ctxOf(by), async (tx) =>
    countPassages(tx, { readers: await findReaders(tx, place, by.memberId) }),
  );
}

describe("what is found", () => {
  let general: string;
  beforeAll(async () => {
    general = await stage.channel(all.ana, "general", "public");
  });

  test("a message is found by its meaning words, in any form, right after it was sent", async () => {
    const text = "We moved the launch to 12 May because the battery supplier slipped.";
    await stage.say(all.ana, general, text);
    await stage.say(all.ana, general, "Lunch is at noon.");
    expect((await findFor(all.ana, general, "why was the launching moved?"))[0]).toBe(text);
    expect(await findFor(all.ana, general, "zeppelin")).toEqual([]);
  });

  test("a reply is found, and anchored at the message that began its thread", async () => {
    const parent = await stage.say(all.ana, general, "Who knows about the turbine?");
    await stage.say(all.ana, general, "The turbine blades arrive on Thursday.", parent);
    const [passage] = await read(stage.ctxOf(all.ana), async (tx) => {
      const readers = await findReaders(tx, general, null);
      const question = "when do the turbine blades arrive?";
      return (await searchPassages(tx, { question, readers, questionId: null, limit: 1 })).passages;
    });
    const seq = await read(stage.ctxOf(all.ana), (tx) =>
      tx.db.message.findFirstOrThrow({ where: { id: parent } }),
    );
    expect(passage).toMatchObject({
      title: "#general",
      author: "Ana",
      anchor: { kind: "message", seq: seq.seq },
    });
  });

  test("an edit and a deletion hold at once, before and after the index follows", async () => {
    const id = await stage.say(all.ana, general, "The password of the plotter is swordfish.");
    await editMessage(stage.ctxOf(all.ana), id, "The plotter has no password.");
    expect(await findFor(all.ana, general, "plotter password")).toEqual(["The plotter has no password."]);
    await indexMessage(stage.ctxOf(all.ana), id);
    expect(await findFor(all.ana, general, "swordfish")).toEqual([]);
    await deleteMessage(stage.ctxOf(all.ana), id);
    expect(await findFor(all.ana, general, "plotter password")).toEqual([]);
    await indexMessage(stage.ctxOf(all.ana), id);
    const left = await all.db.superuser('select from "Passage" where id = $1', [id]);
    expect(left).toEqual([]);
    expect(await all.db.superuser("select from search.posting where term = 'plotter'")).toEqual([]);
  });

  test("indexing twice, late, and all at once leaves one passage", async () => {
    const id = await stage.say(all.ana, general, "Quokkas are marsupials.");
    const ctx = stage.ctxOf(all.ana);
    await Promise.all([indexMessage(ctx, id), indexMessage(ctx, id), indexMessage(ctx, id)]);
    expect(await all.db.superuser('select id from "Passage" where id = $1', [id])).toHaveLength(1);
    expect(await all.db.superuser("select from search.posting where term = 'quokka'")).toHaveLength(1);
  });

  test("questions are no evidence: neither the same one, nor what was asked of an assistant", async () => {
    await stage.say(all.ben, general, "Why did the gearbox fail?").catch(() => undefined);
    await joinConversation(stage.ctxOf(all.ben), general);
    await stage.say(all.ben, general, "Why did the gearbox fail?");
    await stage.start(all.ben, general, "@assistant summarize how the gearbox failed");
    await stage.say(all.ben, general, "The gearbox failed because nobody oiled it.");
    expect(await findFor(all.ana, general, "why did the gearbox fail?")).toEqual([
      "The gearbox failed because nobody oiled it.",
    ]);
  });

  test("Chinese and Thai are found without a space to cut at", async () => {
    await stage.say(all.ana, general, "发布会推迟到五月，因为供应商晚了。");
    await stage.say(all.ana, general, "เราเลื่อนการเปิดตัวไปเดือนพฤษภาคม");
    expect((await findFor(all.ana, general, "发布会为什么推迟？"))[0]).toContain("供应商");
    expect((await findFor(all.ana, general, "เลื่อนการเปิดตัวเมื่อไหร่"))[0]).toContain("พฤษภาคม");
  });

  test("the retrieval test says what was found and why, and nothing that the admin may not read", async () => {
    await stage.say(all.ana, general, "The samovar of the kitchen leaks since Monday.");
    const secret = await stage.channel(all.ana, "samovar", "private");
    await stage.say(all.ana, secret, "The samovar was sold.");
    const question = "why does the samovar leak?";
    const explained = await read(stage.ctxOf(all.ben), (tx) => explainSearch(tx, { question, limit: 10 }));
    expect(explained).toMatchObject({ isEnough: true, terms: [{ isWhole: true }, { isWhole: true }] });
    expect(explained.passages).toMatchObject([{ title: "#general", terms: ["samovar", "leak"] }]);
    const [best] = explained.passages;
    expect(best?.score).toBeCloseTo((best?.byTerms ?? 0) + (best?.closeness ?? 0));
    expect(best?.closeness).toBeGreaterThan(0);
  });

  test("counting the workspace changes the order, not what may be found", async () => {
    for (let i = 0; i < 12; i++) await stage.say(all.ana, general, `The weekly report number ${i} is out.`);
    await stage.say(all.ana, general, "The vernissage report.");
    await refreshStatistics(stage.ctxOf(all.ana));
    expect((await findFor(all.ana, general, "report of the vernissage"))[0]).toBe("The vernissage report.");
    expect(await findFor(all.gus, null, "report")).toEqual([]);
  });
});

describe("who finds what", () => {
  const WORD = "heliotrope";
  const at = (place: string) => `The ${WORD} is in ${place}.`;
  const places: Record<string, string> = {};
  const place = (name: string) => places[name] ?? "";
  const named = (texts: string[]) => texts.map((text) => /in (.*)\.$/.exec(text)?.[1]).sort();
  let globexGeneral: string;

  beforeAll(async () => {
    const { ana, ben, cleo, eve, mia } = all;
    places.open = await stage.channel(ana, "open", "public");
    places.withGuest = await stage.channel(ana, "with-guest", "public", [eve]);
    places.board = await stage.channel(ana, "board", "private", [ben]);
    places.wider = await stage.channel(ana, "wider", "private", [ben, cleo, eve]);
    places.anaBen = await stage.direct(ana, ben);
    places.anaCleo = await stage.direct(ana, cleo);
    places.anaChat = await stage.chat(ana);
    places.cleoChat = await stage.chat(cleo);
    places.eveChat = await stage.chat(eve);
    places.miaChat = await stage.chat(mia);
    places.empty = await stage.channel(ana, "empty", "private");
    for (const name of ["open", "withGuest", "board", "wider", "anaBen", "anaCleo", "anaChat"]) {
      await stage.say(ana, place(name), at(name));
    }
    globexGeneral = await stage.channel(all.gus, "general", "public");
    await stage.say(all.gus, globexGeneral, at("globex"));
  });

  test.each([
    // asked in, by, and what every reader there may read
    ["open", "ana", ["open", "withGuest"]],
    ["withGuest", "ana", ["withGuest"]], // Eve reads there, and only there
    ["board", "ana", ["anaBen", "board", "open", "wider", "withGuest"]],
    ["wider", "ana", ["wider", "withGuest"]], // Eve reads in both
    ["anaBen", "ben", ["anaBen", "board", "open", "wider", "withGuest"]],
    ["anaCleo", "cleo", ["anaCleo", "open", "wider", "withGuest"]],
    ["anaChat", "ana", ["anaBen", "anaChat", "anaCleo", "board", "open", "wider", "withGuest"]],
    ["cleoChat", "cleo", ["anaCleo", "open", "wider", "withGuest"]],
    ["miaChat", "mia", ["open", "withGuest"]],
    ["eveChat", "eve", ["wider", "withGuest"]],
  ] as const)("asked in %s by %s: %j", async (asked, by, expected) => {
    expect(named(await findFor(all[by], place(asked), WORD))).toEqual([...expected].sort());
    expect(await countFor(all[by], place(asked))).toBeGreaterThanOrEqual(expected.length);
  });

  test("what not every reader may read is not even counted", async () => {
    expect(await countFor(all.ana, place("withGuest"))).toBe(1);
  });

  test.each([
    ["ana", ["anaBen", "anaChat", "anaCleo", "board", "open", "wider", "withGuest"]],
    ["ben", ["anaBen", "board", "open", "wider", "withGuest"]],
    ["cleo", ["anaCleo", "open", "wider", "withGuest"]],
    ["mia", ["open", "withGuest"]],
    ["dev", ["open", "withGuest"]],
    ["eve", ["wider", "withGuest"]],
    ["gus", ["globex"]],
  ] as const)("%s alone: %j", async (by, expected) => {
    expect(named(await findFor(all[by], null, WORD))).toEqual([...expected].sort());
  });

  test("what is not found any more, or is outside of what is searched, is not counted", async () => {
    const room = await stage.channel(all.ana, "lofts", "private");
    for (const text of ["The lofts are let.", "The lofts are dry."]) await stage.say(all.ana, room, text);
    const { ana } = all;
    const before = await countFor(ana, room);
    const searched = (within: string[]) =>
      read(stage.ctxOf(ana), async (tx) =>
        countPassages(tx, { readers: await findReaders(tx, room, null), within }),
      );
    expect(await searched([room])).toBe(2);
    await transaction(stage.ctxOf(ana), async (tx) => {
      const audienceId = await ensureAudience(tx, { kind: "conversation", conversationId: room });
      const of = {
        type: "document" as const,
        subjectId: newId(),
        title: "",
        audienceId,
        createdAt: new Date(),
      };
      const nothing = { heading: null, language: null, isInstruction: false };
      const passage = {
        ordinal: 1,
        anchor: { kind: "text" as const, start: 0, end: 9 },
        text: "Lofts.",
        ...nothing,
      };
      for (const version of [1, 2]) {
        const sourceId = await openSource(tx, { ...of, version });
        await putPassages(tx, sourceId, [passage]);
        if (version === 1) await publishSource(tx, sourceId);
        expect(await countPassages(tx, { readers: await findReaders(tx, room, null) })).toBe(before + 1);
      }
      await hideSources(tx, of);
      expect(await countPassages(tx, { readers: await findReaders(tx, room, null) })).toBe(before);
    });
  });

  test("a stranger who knows every id finds nothing of the other workspace", async () => {
    for (const id of Object.values(places)) {
      expect(named(await findFor(all.gus, id, WORD)), id).toEqual([]);
    }
    expect(await countFor(all.gus, place("open"))).toBe(0);
  });

  test("a deactivated member finds nothing", async () => {
    await all.db.superuser(`update "Member" set status = 'deactivated' where id = $1`, [all.dev.memberId]);
    expect(await findFor(all.dev, null, WORD)).toEqual([]);
    await all.db.superuser(`update "Member" set status = 'active' where id = $1`, [all.dev.memberId]);
  });

  test("closing, opening, leaving and deleting hold with the next question", async () => {
    const { ana, mia } = all;
    const room = await stage.channel(ana, "room", "public");
    await stage.say(ana, room, at("room"));
    const seenByMia = async () => named(await findFor(mia, place("miaChat"), WORD));
    expect(await seenByMia()).toContain("room");
    await updateConversation(stage.ctxOf(ana), room, { visibility: "private" });
    expect(await seenByMia()).not.toContain("room");
    await updateConversation(stage.ctxOf(ana), room, { visibility: "public" });
    expect(await seenByMia()).toContain("room");
    await deleteConversation(stage.ctxOf(ana), room);
    expect(await seenByMia()).not.toContain("room");
    await removeParticipant(stage.ctxOf(ana), place("wider"), all.cleo.memberId);
    expect(named(await findFor(all.cleo, place("cleoChat"), WORD))).not.toContain("wider");
  });

  test("a conversation that nobody is in any more contains only itself", async () => {
    const readers = { conversationId: place("empty"), everybody: false, people: [], outsiders: [] };
    const found = await read(stage.ctxOf(all.ana), (tx) =>
      searchPassages(tx, { question: WORD, readers, questionId: null, limit: 20 }),
    );
    expect(found.passages).toEqual([]);
  });

  test("statistics count what everybody may read and nothing else", async () => {
    await stage.say(all.ana, place("board"), "The merger is called xylograph.");
    await refreshStatistics(stage.ctxOf(all.ana));
    const terms = await all.db.superuser<{ term: string; df: number }>(
      "select term, df from search.term_stat where term in ('xylograph', 'heliotrop') and workspace_id = $1 order by term",
      [all.acme.id],
    );
    expect(terms).toEqual([{ term: "heliotrop", df: 2 }]);
  });
});
