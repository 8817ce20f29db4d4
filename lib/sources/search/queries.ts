import { DAY } from "@/lib/core/clock";
import { invalid } from "@/lib/core/errors";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { findAudiences, findReader } from "../audiences/queries";
import { closenessTo } from "../closeness/rules";
import { findCandidates, findSaid } from "../passages/queries";
import { findStatistics, rankPassages } from "../ranking/queries";
import { meanLengthOf, rarityOf, type Statistics, scoreOf, weighTerms, withRecency } from "../ranking/rules";
import type { SearchDto, SearchHitDto, SearchType } from "../schema";
import { indexTerms, termsOf } from "../terms/rules";
import { type Asked, type Filters, understand } from "./filters/queries";
import { type Matched, matchMessages } from "./matches/queries";
import { findNamed, findNamedFiles, type Named } from "./names/queries";
import { wordsOfName } from "./names/rules";
import { excerptAround, hasAll, highlightsOf, type Typed } from "./rules";

/** So many of the newest messages that match are put in order by relevance. */
const MOST_RANKED = 300;
const MOST_PASSAGES = 200;
const TYPES: SearchType[] = ["message", "document", "recording"];

/**
 * What the actor may read and that has all the words, in pages. Messages are found by the one role that may search them, in the conversations
 * that are resolved for the actor first, by what they say and by the names of their files; documents and recordings by their passages and by
 * their names, among the audiences that hold the actor. Nothing else is looked at, ranked or counted.
 */
export async function search(tx: TxCtx, asked: Asked): Promise<SearchDto> {
  const { typed, filters } = await understand(tx, asked);
  const after = readCursor(asked);
  const ranking = await rankingOf(tx, asked.q, typed);
  const messages = await findMessages(tx, { asked, typed, filters, ranking });
  const sources = await findSources(tx, { typed, filters, ranking });
  const wanted = asked.types?.length ? asked.types : TYPES;
  const found = [...messages.hits, ...sources]
    .filter(({ hit }) => wanted.includes(hit.type))
    .map((one) => ({ ...one, place: asked.sort === "newest" ? Date.parse(one.hit.createdAt) : one.score }))
    .toSorted((a, b) => b.place - a.place || (a.hit.id < b.hit.id ? 1 : -1))
    .filter(
      ({ place, hit }) => !after || place < after.place || (place === after.place && hit.id < after.id),
    );
  const page = found.slice(0, asked.limit);
  const last = page.at(-1);
  const isMore = found.length > asked.limit && last;
  return {
    items: page.map(({ hit }) => hit),
    nextCursor: isMore ? writeCursor({ sort: asked.sort, place: last.place, id: last.hit.id }) : null,
    counts: {
      message: messages.count,
      document: sources.filter(({ hit }) => hit.type === "document").length,
      recording: sources.filter(({ hit }) => hit.type === "recording").length,
    },
    filters: {
      from: filters.from,
      in: filters.in,
      place: filters.place && { kind: filters.place.kind, id: filters.place.id, name: filters.place.name },
      before: filters.before?.toISOString().slice(0, 10) ?? null,
      after: filters.after?.toISOString().slice(0, 10) ?? null,
      hasFile: filters.hasFile,
    },
  };
}

type Ranking = {
  statistics: Statistics | null;
  score: (found: { title: string; text: string; saidAt: Date }) => number;
};

/** BM25 and closeness, computed from the text itself, so that messages and documents stand in one order. */
async function rankingOf(tx: TxCtx, q: string, { words, phrases }: Typed): Promise<Ranking> {
  const question = [...words, ...phrases].join(" ") || q;
  const statistics = await findStatistics(tx, termsOf(question));
  const terms = weighTerms(question, null, statistics);
  const meanLength = meanLengthOf(statistics);
  const weightOf = (term: string) => rarityOf(term, statistics);
  const closeness = closenessTo({ question, weightOf, meanLength, pool: [] });
  // By the day, so that the next page meets the same numbers.
  const today = new Date(Math.floor(tx.clock.now().getTime() / DAY) * DAY);
  const score: Ranking["score"] = ({ title, text, saidAt }) => {
    const bm25 = scoreOf(terms, indexTerms({ title, heading: null, text }), meanLength);
    return withRecency(bm25 + closeness({ title, text }), saidAt, today);
  };
  return { statistics, score };
}

type Hit = { hit: SearchHitDto; score: number };
type Search = { asked: Asked; typed: Typed; filters: Filters; ranking: Ranking };

async function findMessages(
  tx: TxCtx,
  { asked, typed, filters, ranking }: Search,
): Promise<{ hits: Hit[]; count: number }> {
  const rows = await matchMessages(tx, typed, filters);
  const after = asked.sort === "newest" ? readCursor(asked) : null;
  const near = after ? rows.filter((row) => isBefore(row, after)) : rows; // newest first, a page needs no more than itself
  const read = near.slice(0, asked.sort === "newest" ? asked.limit + 1 : MOST_RANKED);
  const ids = read.map(({ id }) => id);
  const said = await findSaid(tx, ids);
  const named = await findNamedFiles(tx, ids, typed);
  const hits = read.flatMap(({ id, conversationId, createdAt, seq }) => {
    const message = said.get(id);
    if (!message) return [];
    const { text, highlights } = excerptAround(message.text, highlightsOf(message.text, typed));
    const file = named.get(id) ?? null;
    const hit: SearchHitDto = {
      type: "message",
      id,
      title: message.title,
      author: message.author,
      anchor: { kind: "message", conversationId, messageId: id, seq },
      text,
      highlights,
      file,
      createdAt: createdAt.toISOString(),
    };
    const title = file ? wordsOfName(file.name) : "";
    return [{ hit, score: ranking.score({ title, text: message.text, saidAt: createdAt }) }];
  });
  return { hits, count: rows.length };
}

function isBefore({ createdAt, id }: Matched, after: Cursor): boolean {
  const at = createdAt.getTime();
  return at < after.place || (at === after.place && id < after.id);
}

/**
 * The best passage of each document and recording that has all the words, and those that are called so. What somebody said is a message:
 * `from:` finds none of these, and neither does `has:file`.
 */
async function findSources(tx: TxCtx, { typed, filters, ranking }: Omit<Search, "asked">): Promise<Hit[]> {
  const reader = actorMemberId(tx);
  const terms = weighTerms([...typed.words, ...typed.phrases].join(" "), null, ranking.statistics);
  if (!reader || filters.isNowhere || filters.from || filters.hasFile) return [];
  const named = await findNamed(tx, { typed, filters, most: MOST_PASSAGES });
  if (terms.length === 0) return named.map((one) => hitOf(one, ranking));
  const all = await findAudiences(tx, await findReader(tx, reader));
  const audiences = filters.in ? await findOwnAudience(tx, filters.in.conversationId, all) : all;
  const meanLength = meanLengthOf(ranking.statistics);
  const types = TYPES.filter((type) => type !== "message");
  const within = filters.place?.sourceIds ?? null;
  const wanted = { terms, audiences, within, types, meanLength, most: MOST_PASSAGES };
  const found = await findCandidates(tx, await rankPassages(tx, wanted), audiences);
  const best = new Map<string, Hit>();
  for (const { sourceType, sourceId, title, text, anchor, author, saidAt } of found) {
    if (sourceType === "conversation" || !hasAll(`${title}\n${text}`, typed) || isOutside(saidAt, filters))
      continue;
    const score = ranking.score({ title, text, saidAt });
    if ((best.get(sourceId)?.score ?? -1) >= score) continue;
    const excerpt = excerptAround(text, highlightsOf(text, typed));
    const createdAt = saidAt.toISOString();
    best.set(sourceId, {
      hit: { type: sourceType, id: sourceId, title, author, anchor, ...excerpt, file: null, createdAt },
      score,
    });
  }
  for (const one of named) {
    const hit = hitOf(one, ranking);
    const inside = best.get(one.id);
    // What it says is shown where it says it too, at the place that its name earns.
    best.set(
      one.id,
      inside ? { hit: { ...inside.hit, file: one.file }, score: Math.max(inside.score, hit.score) } : hit,
    );
  }
  return [...best.values()];
}

/** By its name it opens at its beginning. */
function hitOf({ type, id, title, file, createdAt }: Named, ranking: Ranking): Hit {
  const names = [title, ...(file ? [file.name] : [])].map(wordsOfName).join(" ");
  return {
    hit: {
      type,
      id,
      title,
      author: null,
      anchor:
        type === "document" ? { kind: "text", start: 0, end: 0 } : { kind: "time", startMs: 0, endMs: 0 },
      text: "",
      highlights: [],
      file,
      createdAt: createdAt.toISOString(),
    },
    score: ranking.score({ title: names, text: "", saidAt: createdAt }),
  };
}

async function findOwnAudience(tx: TxCtx, conversationId: string, audiences: string[]): Promise<string[]> {
  const rows = await tx.db.audience.findMany({
    where: { workspaceId: tx.workspaceId, conversationId, id: { in: audiences } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

function isOutside(saidAt: Date, { before, after }: Filters): boolean {
  return (before !== null && saidAt >= before) || (after !== null && saidAt < after);
}

type Cursor = { sort: Asked["sort"]; place: number; id: string };

function writeCursor({ sort, place, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, place, id])).toString("base64url");
}

/** Throws INVALID for a cursor that is none of ours, or of the other order. */
function readCursor({ cursor, sort }: Asked): Cursor | null {
  if (cursor === undefined) return null;
  try {
    const [of, place, id]: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (of === sort && typeof place === "number" && typeof id === "string") return { sort, place, id };
  } catch {
    // Refused below.
  }
  throw invalid("cursor", "This cursor is not one of ours.");
}
