import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { ensureAudience } from "../audiences/commands";
import { findReader } from "../audiences/queries";
import { followAudience, hideSources, moveSources, publishSource, putPassages } from "../passages/commands";
import { searchPassages } from "../queries";
import { search } from "../search/queries";

let all: Cast;
let stage: Stage;
let ana: Ctx;
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
  ana = stage.ctxOf(all.ana);
});
afterAll(() => all.db.drop());

const AT_ONCE = 300;

/** A source that everybody may read, with these passages. Returns the id of what it is the source of. */
async function bring(type: "document" | "conversation", texts: string[]): Promise<string> {
  const subjectId = newId();
  const sourceId = newId();
  await transaction(ana, async (tx) => {
    const audienceId = await ensureAudience(tx, { kind: "workspace" });
    const { workspaceId } = tx;
    const of = { workspaceId, id: sourceId, type, subjectId, title: "", audienceId, status: "indexing" };
    await tx.db.source.create({ data: of });
  });
  const nothing = { heading: null, language: null, isInstruction: false };
  for (let from = 0; from < texts.length; from += AT_ONCE)
    await putPassages(
      ana,
      sourceId,
      texts.slice(from, from + AT_ONCE).map((text, at) => ({
        ...{ ordinal: from + at + 1, text, ...nothing },
        anchor: { kind: "page" as const, page: from + at + 1, start: 0, end: text.length },
      })),
    );
  await publishSource(ana, sourceId);
  return subjectId;
}

const times = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n));

const ask = (by: CastMember, question: string) =>
  read(stage.ctxOf(by), async (tx) => {
    const readers = await findReader(tx, by.memberId);
    return searchPassages(tx, { question, readers, questionId: null, limit: 3 });
  });

test("what was asked of an assistant eighty times does not stand before its answer", async () => {
  const faq = await stage.channel(all.ana, "faq", "public");
  for (let n = 0; n < 80; n++)
    await stage.start(all.ana, faq, `@assistant what is the wifi password of the office? ${n}`);
  await stage.say(all.ana, faq, "The wifi password hangs on the wall beside the big printer upstairs.");
  const found = await ask(all.mia, "what is the wifi password of the office?");
  expect(found.passages[0]?.text).toContain("beside the big printer");
  expect(found.isEnough).toBe(true);
});

test("nor does what people asked each other eighty times", async () => {
  const help = await stage.channel(all.ana, "help", "public");
  for (let n = 0; n < 80; n++) await stage.say(all.ana, help, "Where is the spare projector?");
  await stage.say(all.ana, help, "Somebody put the spare projector into the cupboard below the stairs.");
  const found = await ask(all.mia, "where is the spare projector?");
  expect(found.passages.map(({ text }) => text)).toEqual([
    "Somebody put the spare projector into the cupboard below the stairs.",
  ]);
});

test("a long report that was deleted, or is not for the asker any more, gives way to what lives", async () => {
  const living =
    "The regatta of the yard is sailed in June, if there is wind enough and nobody is ill that day.";
  const here = await bring("document", [living]);
  const deleted = await bring(
    "document",
    times(1_100, (n) => `Regatta yard ${n}`),
  );
  const closed = await bring(
    "document",
    times(1_100, (n) => `Yard regatta ${n}`),
  );
  const subject = (subjectId: string) => ({ type: "document" as const, subjectId });
  await transaction(ana, (tx) => hideSources(tx, subject(deleted)));
  await transaction(ana, async (tx) => {
    const audienceId = await ensureAudience(tx, { kind: "members", memberIds: [all.ana.memberId] });
    await moveSources(tx, subject(closed), audienceId);
  });
  const found = await ask(all.mia, "when is the regatta of the yard?");
  expect(found.passages.map(({ sourceId }) => sourceId)).toEqual([here]);
  await followAudience(ana, subject(closed));
  expect((await ask(all.mia, "when is the regatta of the yard?")).passages).toHaveLength(1);
});

test("a search for documents is not filled up with what was said", async () => {
  await bring(
    "conversation",
    times(1_100, (n) => `Lighthouse paint ${n}`),
  );
  const here = await bring("document", [
    "The paint of the lighthouse is ordered from the same works as ever, by the barrel, every third year.",
  ]);
  const { items } = await read(stage.ctxOf(all.mia), (tx) =>
    search(tx, { q: "lighthouse paint", types: ["document"], sort: "relevance", limit: 10 }),
  );
  expect(items.map(({ id }) => id)).toEqual([here]);
});
