import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { archiveConversation } from "@/lib/conversations/commands";
import { deleteConversation } from "@/lib/conversations/deletion/commands";
import { read } from "@/lib/ctx";
import { deleteMessage, editMessage } from "@/lib/messages/commands";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import type { SearchDto } from "../schema";
import { search } from "./queries";

let all: Cast;
let stage: Stage;
const places: Record<string, string> = {};
const place = (name: string) => places[name] ?? "";
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
  const { ana, ben, cleo, eve, gus } = all;
  places.open = await stage.channel(ana, "open", "public");
  places.guest = await stage.channel(ana, "guests", "public", [eve]);
  places.board = await stage.channel(ana, "board", "private", [ben]);
  places.anaBen = await stage.direct(ana, ben);
  places.anaCleo = await stage.direct(ana, cleo);
  places.chat = await stage.chat(ana);
  for (const [name, id] of Object.entries(places)) await stage.say(ana, id, `The heliotrope is in ${name}.`);
  places.globex = await stage.channel(gus, "open", "public");
  await stage.say(gus, place("globex"), "The heliotrope is in globex.");
});
afterAll(() => all.db.drop());

type More = Partial<Parameters<typeof search>[1]>;

function find(by: CastMember, q: string, more: More = {}): Promise<SearchDto> {
  return read(stage.ctxOf(by), (tx) => search(tx, { q, sort: "newest", limit: 50, ...more }));
}

const named = ({ items }: SearchDto) => items.map(({ text }) => /in (.*)\.$/.exec(text)?.[1]).sort();

describe("who finds what", () => {
  test.each([
    ["ana", ["anaBen", "anaCleo", "board", "chat", "guest", "open"]],
    ["ben", ["anaBen", "board", "guest", "open"]],
    ["cleo", ["anaCleo", "guest", "open"]],
    ["mia", ["guest", "open"]],
    ["dev", ["guest", "open"]],
    ["eve", ["guest"]],
    ["gus", ["globex"]],
  ] as const)("%s: %j, and counts no more", async (by, expected) => {
    const found = await find(all[by], "heliotrope");
    expect(named(found)).toEqual([...expected].sort());
    expect(found.counts.message).toBe(expected.length);
    expect(named(await find(all[by], "heliotrope", { sort: "relevance" }))).toEqual([...expected].sort());
  });

  test("a place that one may not see answers like one that does not exist", async () => {
    const hidden = await find(all.mia, "heliotrope", { in: place("board") });
    const nowhere = await find(all.mia, "heliotrope", { in: crypto.randomUUID() });
    expect(hidden).toEqual(nowhere);
    expect(hidden.items).toEqual([]);
    // By its name it is words like others, that stand nowhere.
    expect((await find(all.mia, "heliotrope in:board")).items).toEqual([]);
    expect((await find(all.gus, "heliotrope", { in: place("open") })).items).toEqual([]);
    expect((await find(all.gus, "heliotrope", { from: all.ana.memberId })).filters.from).toBeNull();
  });

  test("what was deleted, archived or edited: gone, there, and as it is now", async () => {
    const id = await stage.say(all.ana, place("open"), "The swordfish is a password.");
    await editMessage(stage.ctxOf(all.ana), id, "The tuna is no password.");
    expect((await find(all.ben, "swordfish")).items).toEqual([]);
    expect((await find(all.ben, "tuna")).items).toHaveLength(1);
    await deleteMessage(stage.ctxOf(all.ana), id);
    expect((await find(all.ben, "tuna")).counts.message).toBe(0);
    const room = await stage.channel(all.ana, "attic", "public");
    await stage.say(all.ana, room, "The quokka lives here.");
    await archiveConversation(stage.ctxOf(all.ana), room, true);
    expect((await find(all.ben, "quokka")).items).toHaveLength(1);
    await deleteConversation(stage.ctxOf(all.ana), room);
    expect((await find(all.ben, "quokka")).items).toEqual([]);
  });
});

describe("how it is asked", () => {
  test("all words, as they begin; phrases as they stand; none that are excluded", async () => {
    await stage.say(all.ana, place("open"), "The battery certificate comes on Thursday.");
    await stage.say(all.ana, place("open"), "The certificate for the battery is late.");
    const texts = async (q: string) => (await find(all.ben, q)).items.map(({ text }) => text);
    expect(await texts("batt cert")).toHaveLength(2);
    expect(await texts('"battery certificate"')).toEqual(["The battery certificate comes on Thursday."]);
    expect(await texts("certificate -late")).toEqual(["The battery certificate comes on Thursday."]);
    expect(await texts("certificate zeppelin")).toEqual([]);
  });

  test("from: and in: by name, days, and what is understood is said", async () => {
    await stage.say(all.ben, place("anaBen"), "The zither is mine.");
    const found = await find(all.ana, "zither from:@ben");
    expect(found.items).toHaveLength(1);
    expect(found.filters.from).toEqual({ memberId: all.ben.memberId, name: "Ben" });
    expect((await find(all.ana, "zither from:ana")).items).toEqual([]);
    expect((await find(all.ana, "heliotrope in:#board")).filters.in?.name).toBe("board");
    expect(named(await find(all.ana, "heliotrope in:#board"))).toEqual(["board"]);
    expect((await find(all.ana, "heliotrope before:2020-01-01")).items).toEqual([]);
    expect((await find(all.ana, "heliotrope after:2020-01-01")).items).toHaveLength(6);
    expect((await find(all.ana, "heliotrope after:20-1-1")).items).toEqual([]);
  });

  test("Chinese, Thai and Japanese by any part of a sentence, a single character too", async () => {
    await stage.say(all.ana, place("open"), "发布会推迟到五月，因为供应商晚了。");
    await stage.say(all.ana, place("open"), "เราเลื่อนการเปิดตัวไปเดือนพฤษภาคม");
    await stage.say(all.ana, place("open"), "新しいバッテリーは木曜日に届きます。");
    for (const q of ["推迟", "供应商 五月", "了", "การเปิดตัว", "バッテリー", "木曜"]) {
      const { items } = await find(all.ben, q);
      expect(items, q).toHaveLength(1);
      expect(items[0]?.highlights.length, q).toBeGreaterThan(0);
    }
    expect((await find(all.ben, "推到")).items).toEqual([]);
  });

  test.each(["%", "_", "''", "\\", '"', "zq:* & ! |", "<->", "(", "from:", "🚀", "\u202e", "   "])(
    "%j finds nothing and breaks nothing",
    async (q) => {
      expect((await find(all.ben, q)).items).toEqual([]);
    },
  );

  test("pages go on where they ended, in either order, and show each once", async () => {
    const room = await stage.channel(all.ana, "pages", "public");
    for (let n = 0; n < 7; n++) await stage.say(all.ana, room, `Xylophone number ${n}.`);
    for (const sort of ["newest", "relevance"] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await find(all.ben, "xylophone", { sort, limit: 3, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map(({ id }) => id));
        expect(page.counts.message).toBe(7);
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(new Set(seen).size, sort).toBe(7);
      expect(seen, sort).toHaveLength(7);
    }
    await expect(find(all.ben, "xylophone", { cursor: "nonsense" })).rejects.toThrow("cursor");
  });
});
