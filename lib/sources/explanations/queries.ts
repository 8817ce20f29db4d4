import { forbidden } from "@/lib/core/errors";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { findReader } from "../audiences/queries";
import { type FoundPassage, searchPassages } from "../queries";
import type { ExplanationDto } from "../schema";
import { indexTerms } from "../terms/rules";
import type { Meaning } from "../vectors/schema";

const LONGEST = 600;

/** What a question finds for the actor alone, and why: scores by part, the terms that each passage has, and the bar for an answer. */
export async function explainSearch(
  tx: TxCtx,
  { question, limit, meaning = null }: { question: string; limit: number; meaning?: Meaning | null },
): Promise<ExplanationDto> {
  const memberId = actorMemberId(tx);
  if (!memberId) throw forbidden("Only members ask.");
  const readers = await findReader(tx, memberId);
  const startedAt = performance.now();
  const found = await searchPassages(tx, { question, readers, questionId: null, limit, meaning });
  const durationMs = Math.round(performance.now() - startedAt);
  const { evidence, bar, isEnough, byMeaning } = found;
  const terms = found.terms.map(({ term, weight, isWhole }) => ({ term, weight, isWhole }));
  const names = terms.map(({ term }) => term);
  return {
    ...{ evidence, bar, isEnough, byMeaning, durationMs, terms },
    passages: found.passages.map((passage) => explained(passage, names)),
  };
}

function explained(passage: FoundPassage, terms: string[]): ExplanationDto["passages"][number] {
  const { sourceType, sourceId, version, title, heading, author, anchor, text, score } = passage;
  const { closeness, similarity } = passage;
  const { counts } = indexTerms({ title: sourceType === "conversation" ? "" : title, heading, text });
  return {
    ...{ sourceType, sourceId, version, title, author, anchor, score, closeness, similarity },
    text: text.slice(0, LONGEST).toWellFormed(),
    byTerms: score - closeness,
    terms: terms.filter((term) => counts.has(term)),
  };
}
