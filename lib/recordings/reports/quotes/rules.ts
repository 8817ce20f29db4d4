import { typedPlan } from "../../templates/rules";
import type { SectionPlan } from "../../templates/schema";
import {
  isAsking,
  type Segment,
  type Sentence,
  sentencesAbout,
  sentencesOf,
  summarize,
} from "../extract/rules";
import { type Draft, DUE, MOST_LINES, verified, type Written } from "../rules";

const SUMMARY_WORDS = 110;
const QUOTE_WORDS = 90;
const CUSTOM_WORDS = 120;

/**
 * A report made of quotes alone: every line is a sentence of the transcript, chosen by what it says. A custom section quotes what holds the words
 * that it is described in; where nothing does it stays empty.
 */
export function writeExtractive(segments: Segment[], plan: SectionPlan[]): Written {
  const sentences = sentencesOf(segments);
  const names = [...new Set(segments.flatMap(({ speaker }) => speaker ?? []))];
  const summary = summarize(sentences, SUMMARY_WORDS);
  const used = new Set(summary.map(({ index }) => index));
  const pick: Record<SectionPlan["kind"], (section: SectionPlan) => Draft[]> = {
    summary: () => summary.map(lineOf),
    decisions: () => sentences.filter(isDecision).map(lineOf),
    action_items: () => sentences.flatMap((sentence) => actionOf(sentence, names)),
    open_questions: () => sentences.filter((sentence) => isOpen(sentence, sentences)).map(lineOf),
    risks: () => sentences.filter(isRisk).map(lineOf),
    quotes: () =>
      summarize(
        sentences.map((sentence) => (used.has(sentence.index) ? { ...sentence, words: 0 } : sentence)),
        QUOTE_WORDS,
      ).map(lineOf),
    custom: (section) => sentencesAbout(sentences, section, CUSTOM_WORDS).map(lineOf),
  };
  return verified(
    plan.map((section) => ({ ...section, lines: pick[section.kind](section).slice(0, MOST_LINES) })),
    segments,
  );
}

/** A report of notes alone: every note is a line, and those that promise or ask stand in their sections too. */
export function writeFromNotes(notes: Segment[], plan: SectionPlan[]): Written {
  const { sections, leftOut } = writeExtractive(notes, plan);
  const whole = notes.map(
    ({ id, startMs, endMs, speaker, text }): Draft => ({
      text,
      quote: text,
      speaker,
      segmentIds: [id],
      startMs,
      endMs,
      owner: null,
      due: null,
    }),
  );
  const [summary] = verified([{ ...typedPlan("summary"), lines: whole }], notes).sections;
  return {
    sections: sections
      .filter(({ kind }) => kind !== "quotes")
      .map((section) => (section.kind === "summary" ? { ...section, lines: summary?.lines ?? [] } : section)),
    leftOut,
  };
}

function lineOf(sentence: Sentence): Draft {
  const { text, speaker, segmentIds, startMs, endMs } = sentence;
  return { text, quote: text, speaker, segmentIds, startMs, endMs, owner: null, due: null };
}

const FEWEST_WORDS = 4;
const DECIDED =
  /\b(?:we(?:'ve| have)? (?:decided|agreed|chose)|(?:it is|it's|that's|that is) (?:decided|agreed|settled)|we(?:'ll| will| are going to| 're going to)? (?:go|stick|stay) (?:with|for)|we (?:move|keep|drop|postpone|cancel|stop|start|ship|raise|lower) |let's (?:go|keep|move|do|drop|use|stick|postpone|leave)|the decision is|final decision)/i;

function isDecision(sentence: Sentence): boolean {
  return sentence.words >= FEWEST_WORDS && !isAsking(sentence) && DECIDED.test(sentence.text);
}

const OWN_PROMISE =
  /\b(?:I'll|I will|I am going to|I'm going to|I can) (?!be (?:honest|back)|say|bet|admit)\w+/;
const REQUEST =
  /^(?:so |and |then |okay,? |ok,? )*(?:(\p{Lu}[\p{L}'’-]+),? )?(?:please|can you|could you|will you|would you)\b/iu;
/** Something that somebody takes on, with who and until when only as it was said. */
function actionOf(sentence: Sentence, names: string[]): Draft[] {
  const { text, speaker, words } = sentence;
  if (words < FEWEST_WORDS) return [];
  const owner = ownerOf(text, speaker, names);
  if (owner === undefined) return [];
  const due = DUE.exec(text)?.[0].trim() ?? null;
  return [{ ...lineOf(sentence), owner, due }];
}

/** Null where nobody is named; undefined where it is no task. */
function ownerOf(text: string, speaker: string | null, names: string[]): string | null | undefined {
  if (OWN_PROMISE.test(text) && !isAsking({ text })) return speaker;
  const promised = names.find((name) =>
    new RegExp(String.raw`\b${escaped(name)} (?:will|is going to|has to|needs to|takes)\b`).test(text),
  );
  if (promised) return promised;
  const request = REQUEST.exec(text);
  if (request) return names.find((name) => name.toLowerCase() === request[1]?.toLowerCase()) ?? null;
  return /\b(?:action item|to-do|somebody (?:has|needs) to|we need to|we have to)\b/i.test(text)
    ? null
    : undefined;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

const UNDECIDED =
  /\b(?:open question|(?:we|I) (?:do not|don't) know (?:yet|whether|if|who|when|how)|not (?:clear|decided|settled) yet|still (?:open|unclear|undecided)|to be decided|remains open)\b/i;
/** So many turns later nobody has answered. */
const ANSWER_TURNS = 2;

/** Said to be open, or asked and answered by nobody. */
function isOpen(sentence: Sentence, all: Sentence[]): boolean {
  if (sentence.words < FEWEST_WORDS) return false;
  if (UNDECIDED.test(sentence.text)) return true;
  if (!isAsking(sentence) || sentence.terms.length < 2) return false;
  const asked = new Set(sentence.terms);
  const answered = all.some(
    (other) =>
      other.turn > sentence.turn &&
      other.turn <= sentence.turn + ANSWER_TURNS &&
      !isAsking(other) &&
      (other.words >= FEWEST_WORDS ||
        /^(?:yes|no|yeah|sure|right)\b/i.test(other.text) ||
        other.terms.some((term) => asked.has(term))),
  );
  return !answered;
}

const RISK =
  /\b(?:risks?|risky|worr(?:y|ied|ies)|concern(?:s|ed)?|blocked|blocker|at stake|(?:could|might|may) (?:fail|slip|break|be late|not arrive)|behind schedule|runs? out of|not enough time|the (?:problem|danger) is)\b/i;

function isRisk(sentence: Sentence): boolean {
  return sentence.words >= FEWEST_WORDS && !isAsking(sentence) && RISK.test(sentence.text);
}
