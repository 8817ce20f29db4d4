import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { VectorSpace, VectorStore } from "@/lib/adapters/vectors/port";
import { createVectors } from "@/lib/adapters/vectors/vectors";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { deleteMessage, editMessage } from "@/lib/messages/commands";
import { embedQuestion } from "@/lib/runs/embedding/commands";
import { ensureAudience } from "@/lib/sources/audiences/commands";
import { findReader } from "@/lib/sources/audiences/queries";
import { indexMessage } from "@/lib/sources/commands";
import {
  followAudience,
  hideSources,
  moveSources,
  openSource,
  publishSource,
  putPassages,
} from "@/lib/sources/passages/commands";
import { searchPassages } from "@/lib/sources/queries";
import { type Stage, stageOf } from "../support/assistants";
import { type Cast, type CastMember, cast } from "../support/cast";
import { DIMENSIONS, embedAll, startEmbedder } from "../support/embedder";
import { createVectorDatabase } from "../support/pglite";

/** The same suite for both ways of keeping vectors, under row-level security, as `app_user`: in plain PostgreSQL, and with pgvector. */
describe.each<VectorStore>(["plain", "pgvector"])("%s", (store) => {
  let all: Cast;
  let stage: Stage;
  let embedder: Awaited<ReturnType<typeof startEmbedder>>;
  let count = 0;

  beforeAll(async () => {
    setLogLevel("error");
    embedder = await startEmbedder();
    all = await cast(store === "pgvector" ? { db: await createVectorDatabase(DIMENSIONS) } : {});
    all.ports.embeddings = embedder.port();
    stage = await stageOf(all);
  }, 120_000);
  afterAll(async () => {
    await all.recorded.settled();
    await embedder.wire.close();
    await all.db.drop();
  });

  /** A document of these passages, published and embedded. */
  async function keep(by: CastMember, audience: Parameters<typeof ensureAudience>[1], texts: string[]) {
    const ctx = all.ctxOf(by);
    const subjectId = newId();
    const sourceId = await transaction(ctx, async (tx) => {
      const audienceId = await ensureAudience(tx, audience);
      const subject = { type: "document" as const, subjectId, version: 1, title: `Page ${++count}` };
      return openSource(tx, { ...subject, audienceId, createdAt: new Date() });
    });
    const passage = { anchor: { kind: "text" as const, start: 0, end: 1 }, heading: null, language: null };
    for (let from = 0; from < texts.length; from += 200)
      await putPassages(
        ctx,
        sourceId,
        texts
          .slice(from, from + 200)
          .map((text, at) => ({ ...passage, ordinal: from + at + 1, text, isInstruction: false })),
      );
    await publishSource(ctx, sourceId);
    await embedAll(ctx);
    return subjectId;
  }

  /** What a person's question finds, with its vector. */
  async function ask(by: CastMember, question: string, within: string[] | null = null) {
    const ctx = all.ctxOf(by);
    const meaning = await embedQuestion(ctx, { text: question, conversationId: null, memberId: by.memberId });
    expect(meaning, "the premise: there is a vector").not.toBeNull();
    return read(ctx, async (tx) => {
      const readers = await findReader(tx, by.memberId);
      const search = { question, meaning, readers, within, questionId: null, limit: 20 };
      return searchPassages(tx, search);
    });
  }
  const sourcesFor = async (by: CastMember, question: string, within: string[] | null = null) =>
    (await ask(by, question, within)).passages.map(({ sourceId }) => sourceId);

  test("keeps them as this database can", async () => {
    expect(await read(all.ctxOf(all.ana), (tx) => tx.vectors.storeOf(tx.db))).toBe(store);
  });

  test("finds what means the same without a word in common", async () => {
    const holidays = await keep(all.ana, { kind: "workspace" }, [
      "Everybody gets thirty days of annual leave.",
    ]);
    await keep(all.ana, { kind: "workspace" }, ["The boiler is serviced in spring."]);
    const found = await ask(all.cleo, "How much vacation?");
    expect(found.byMeaning).toBe(true);
    expect(found.passages[0]).toMatchObject({ sourceId: holidays });
    expect(found.passages[0]?.similarity).toBeGreaterThan(0.2);
  });

  test("nobody finds by meaning what they may not read: every role, another workspace, and who was just removed", async () => {
    const { ana, ben, mia, cleo, dev, eve, gus } = all;
    const board = await stage.channel(ana, "board", "private", [ben, eve]);
    const wages = { anas: "", boards: "", everybodys: "" };
    wages.anas = await keep(ana, { kind: "members", memberIds: [ana.memberId] }, ["Wages of Ana alone."]);
    wages.boards = await keep(ana, { kind: "conversation", conversationId: board }, ["Wages of the board."]);
    wages.everybodys = await keep(ana, { kind: "workspace" }, ["Wages in general."]);
    const strangers = await keep(gus, { kind: "workspace" }, ["Wages at Globex."]);
    const seen = async (who: CastMember) => {
      const found = await sourcesFor(who, "remuneration");
      return Object.entries({ ...wages, strangers }).flatMap(([name, id]) =>
        found.includes(id) ? [name] : [],
      );
    };
    expect(await seen(ana)).toEqual(["anas", "boards", "everybodys"]);
    expect(await seen(ben)).toEqual(["boards", "everybodys"]);
    for (const member of [mia, cleo, dev]) expect(await seen(member), member.name).toEqual(["everybodys"]);
    expect(await seen(eve)).toEqual(["boards"]);
    expect(await seen(gus)).toEqual(["strangers"]);

    await all.recorded.settled();
    await all.db.superuser('delete from "Participant" where "conversationId" = $1 and "memberId" = $2', [
      board,
      eve.memberId,
    ]);
    expect(await seen(eve)).toEqual([]);
    expect(await sourcesFor(eve, "remuneration", [wages.boards]), "not by naming it either").toEqual([]);

    // The rows themselves, by what a question of one's own could reach: nothing but one's audiences, nothing of another workspace.
    const theirs = await read(all.ctxOf(gus), async (tx) => {
      const [space] = await tx.db.$queryRaw<
        { id: string }[]
      >`select id from search.space where status = 'serving'`;
      return { spaceId: space?.id ?? "", workspaceId: all.globex.id, store } satisfies VectorSpace;
    });
    const stolen = await read(all.ctxOf(ana), async (tx) => {
      const vector = new Float32Array(DIMENSIONS).fill(DIMENSIONS ** -0.5);
      const audiences = (await tx.db.audience.findMany({ select: { id: true } })).map(({ id }) => id);
      return tx.vectors.nearest(tx.db, theirs, { vector, audiences, within: null, most: 10 });
    });
    expect(stolen).toEqual([]);
  });

  test("other readers, a new version and a deletion hold at once; the vectors follow", async () => {
    const { ana, cleo } = all;
    const subjectId = await keep(ana, { kind: "workspace" }, ["The automobile stands in the yard."]);
    expect(await sourcesFor(cleo, "car")).toContain(subjectId);
    await transaction(all.ctxOf(ana), async (tx) => {
      const mine = await ensureAudience(tx, { kind: "members", memberIds: [ana.memberId] });
      await moveSources(tx, { type: "document", subjectId }, mine);
    });
    expect(await sourcesFor(cleo, "car"), "before the postings followed").not.toContain(subjectId);
    await followAudience(all.ctxOf(ana), { type: "document", subjectId });
    expect(await sourcesFor(ana, "car")).toContain(subjectId);
    expect(await sourcesFor(cleo, "car")).not.toContain(subjectId);
    await transaction(all.ctxOf(ana), (tx) => hideSources(tx, { type: "document", subjectId }));
    expect(await sourcesFor(ana, "car")).not.toContain(subjectId);
  });

  test("a long report that was deleted takes nobody's place", async () => {
    const { ana, mia } = all;
    const living = await keep(ana, { kind: "workspace" }, ["Wages of the yard are paid late in summer."]);
    const deleted = await keep(
      ana,
      { kind: "workspace" },
      Array.from({ length: 1_050 }, (_, at) => `Remuneration, ${at}.`),
    );
    expect(await sourcesFor(mia, "remuneration")).toContain(deleted);
    await transaction(all.ctxOf(ana), (tx) => hideSources(tx, { type: "document", subjectId: deleted }));
    const found = await sourcesFor(mia, "remuneration");
    expect(found).toContain(living);
    expect(found).not.toContain(deleted);
  });

  test("a message that says something else is found by that, and not at all once it is deleted", async () => {
    const { ana } = all;
    const place = await stage.channel(ana, "yard", "public");
    const id = await stage.say(ana, place, "The holidays were long.");
    await embedAll(all.ctxOf(ana));
    const finds = async (question: string) =>
      (await ask(ana, question, [place])).passages.map((passage) => [passage.id, passage.similarity]);
    expect(await finds("vacation")).toEqual([[id, expect.any(Number)]]);
    await editMessage(all.ctxOf(ana), id, "The automobile was long.");
    await indexMessage(all.ctxOf(ana), id);
    const before = await finds("vacation");
    expect(before, "its old vector is gone").toEqual([]);
    await embedAll(all.ctxOf(ana));
    expect((await finds("car"))[0]).toEqual([id, expect.any(Number)]);
    await deleteMessage(all.ctxOf(ana), id);
    await indexMessage(all.ctxOf(ana), id);
    expect(await finds("car")).toEqual([]);
  });

  test("ranks by the cosine, of all that may be read and nothing else, in a workspace of many", async () => {
    const { ana, ben, gus } = all;
    const words = Array.from({ length: 40 }, (_, at) => `word${String.fromCharCode(97 + (at % 26))}${at}`);
    const texts = (salt: string) =>
      Array.from(
        { length: 300 },
        (_, at) => `${words[at % 40]} ${words[(at * 7) % 40]} ${salt}x${"abcdefgh"[at % 8]}${at}`,
      );
    await keep(gus, { kind: "workspace" }, texts("globex"));
    await keep(ana, { kind: "members", memberIds: [ana.memberId] }, texts("anas"));
    const mine = await keep(ben, { kind: "members", memberIds: [ben.memberId] }, texts("bens"));
    const ctx: Ctx = all.ctxOf(ben);
    const meaning = await embedQuestion(ctx, {
      text: "worda0 wordh7 bensxa",
      conversationId: null,
      memberId: null,
    });
    if (!meaning) throw new Error("There is a vector.");
    await read(ctx, async (tx) => {
      const passages = await tx.db.passage.findMany({
        where: { source: { subjectId: mine } },
        select: { key: true },
      });
      const keys = passages.map(({ key }) => key);
      expect(keys).toHaveLength(300);
      const exact = (await tx.vectors.compare(tx.db, meaning.space, { vector: meaning.vector, keys }))
        .toSorted((a, b) => b.similarity - a.similarity)
        .slice(0, 30);
      const audience = await ensureAudience(tx, { kind: "members", memberIds: [ben.memberId] });
      for (const exactUpTo of store === "pgvector" ? [5_000, 0] : [5_000]) {
        const near = await createVectors({ exactUpTo }).nearest(tx.db, meaning.space, {
          vector: meaning.vector,
          audiences: [audience],
          within: null,
          most: 30,
        });
        expect(near, "a filter takes nothing from how many come").toHaveLength(30);
        const similarities = near.map(({ similarity }) => similarity);
        expect(similarities).toEqual(similarities.toSorted((a, b) => b - a));
        const last = exact.at(-1)?.similarity ?? 1;
        const recall = similarities.filter((similarity) => similarity >= last - 1e-6).length / 30;
        expect(recall).toBeGreaterThanOrEqual(exactUpTo === 0 ? 0.9 : 1);
        for (const { key } of near) expect(keys).toContain(key);
      }
    });
  });

  test.runIf(store === "pgvector")("row-level security leaves the index usable", async () => {
    const plan = await read(all.ctxOf(all.ben), async (tx) => {
      await tx.db
        .$queryRaw`select set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)`;
      return tx.db.$queryRaw<{ "QUERY PLAN": string }[]>`
        explain select e.passage_key from search.embedding_pgvector e
        where e.workspace_id = ${all.acme.id}::uuid and vector_dims(e.vector) = 96
        order by e.vector::vector(96) <=> array_fill(0.1, array[96])::vector(96) limit 10`;
    });
    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toMatch(
      /Index Scan using embedding_pgvector_\d_vector_idx/,
    );
  });
});
