import { isStopTerm, questionTerms, termsOf } from "@/lib/sources/terms/rules";

/**
 * Choosing what to quote of a conversation, without a language model. Sentences are chosen so that together they hold as many of the
 * conversation's recurring terms as fit (Gillick and Favre, "A scalable global model for summarization", 2009), for a question so that
 * they hold what stands around its terms (BM25, smoothed over neighbors).
 */
export type Segment = { id: string; startMs: number; endMs: number; speaker: string | null; text: string };

/** A sentence of what one speaker said in one go, with the segments that it stands in. */
export type Sentence = {
  index: number;
  turn: number;
  speaker: string | null;
  text: string;
  words: number;
  segmentIds: string[];
  startMs: number;
  endMs: number;
  terms: string[];
};

/** A longer pause begins a new turn. */
const PAUSE_MS = 3_000;
const SENTENCES = new Intl.Segmenter(undefined, { granularity: "sentence" });

/** What was said, sentence by sentence; a sentence may stand in several segments of the same speaker. */
export function sentencesOf(segments: Segment[]): Sentence[] {
  const sentences: Sentence[] = [];
  for (const [turn, parts] of turnsOf(segments).entries()) {
    const text = parts.map((part) => part.text).join(" ");
    let at = 0;
    const places = parts.map((part) => {
      const from = at;
      at += part.text.length + 1;
      return { part, from, to: from + part.text.length };
    });
    for (const { segment, index } of SENTENCES.segment(text)) {
      const said = segment.trim();
      const start = index + segment.indexOf(said);
      const inside = places.filter(({ from, to }) => from < start + said.length && to > start);
      const [first, last] = [inside[0], inside.at(-1)];
      if (said === "" || !first || !last) continue;
      sentences.push({
        index: sentences.length,
        turn,
        speaker: first.part.speaker,
        text: said,
        words: said.split(/\s+/).length,
        segmentIds: inside.map(({ part }) => part.id),
        startMs: Math.round(timeAt(first, start)),
        endMs: Math.round(timeAt(last, start + said.length)),
        terms: termsOf(said).filter((term) => term.length > 1 && !isStopTerm(term) && !FILLERS.has(term)),
      });
    }
  }
  return sentences;
}

function turnsOf(segments: Segment[]): Segment[][] {
  const turns: Segment[][] = [];
  for (const segment of segments.toSorted((a, b) => a.startMs - b.startMs)) {
    const turn = turns.at(-1);
    const last = turn?.at(-1);
    const goesOn = last && last.speaker === segment.speaker && segment.startMs - last.endMs <= PAUSE_MS;
    if (turn && goesOn) turn.push(segment);
    else turns.push([segment]);
  }
  return turns;
}

/** When a character of a segment was said, as if all characters took the same time. */
function timeAt({ part, from, to }: { part: Segment; from: number; to: number }, place: number): number {
  const share = Math.min(1, Math.max(0, (place - from) / Math.max(1, to - from)));
  return part.startMs + share * (part.endMs - part.startMs);
}

/** Words that fill speech and say nothing about a meeting. */
const FILLERS = new Set(
  termsOf(`um uh yeah okay ok mm hmm mhm huh right like know think mean gonna kinda yep oh ah well actually really just thing things
    something got get go going want sort kind lot bit maybe let us say said see look one two good make need would could might also even
    still put take come way much quite yes no sure probably basically anything everything stuff people guy guys time first thank thanks
    alright cool great fine course point question`),
);
/** What a question about a meeting asks for, whatever the meeting was about. */
const ASKING = new Set(termsOf("discuss discussion meeting opinion summarize summary team group"));

type Range = { fewest: number; most: number };
const SUMMARY_SENTENCE: Range = { fewest: 6, most: 40 };
const ANSWER_SENTENCE: Range = { fewest: 9, most: 45 };
const ABOUT_SENTENCE: Range = { fewest: 4, most: 60 };
/** A question is quoted only where it says much. */
const AS_QUESTION = 0.6;
/** How much the beginning of a meeting counts: there it is said what it is about. */
const AT_BEGINNING = 1;
const BEGINNING = 0.1;
const LENGTH_POWER = 0.6;

/** The sentences that together say most of what the conversation comes back to, in the order they were said, within so many words. */
export function summarize(sentences: Sentence[], words: number): Sentence[] {
  const concepts = sentences.map(conceptsOf);
  const turns = new Map<string, Set<number>>();
  for (const [at, own] of concepts.entries()) {
    for (const concept of own) {
      const known = turns.get(concept) ?? new Set();
      turns.set(concept, known.add(sentences[at]?.turn ?? 0));
    }
  }
  // What is said in one turn only is no topic of the conversation.
  const weight = (concept: string) => {
    const count = turns.get(concept)?.size ?? 0;
    return count < 2 ? 0 : count;
  };
  const last = Math.max(1, sentences.length);
  return choose(
    sentences,
    { words, range: SUMMARY_SENTENCE },
    (sentence, seen) => {
      let gain = 0;
      for (const concept of concepts[sentence.index] ?? []) if (!seen.has(concept)) gain += weight(concept);
      const early = 1 + AT_BEGINNING * Math.exp(-sentence.index / last / BEGINNING);
      return (gain * early) / costOf(sentence) ** LENGTH_POWER;
    },
    (sentence) => concepts[sentence.index] ?? new Set(),
  );
}

function conceptsOf({ terms }: Sentence): Set<string> {
  return new Set([...terms, ...terms.slice(1).map((term, i) => `${terms[i]} ${term}`)]);
}

const K1 = 1.2;
const B = 0.75;
/** Neighbors count by e^-(distance / 12): a subject is talked about for a while. */
const SMOOTHING = 12;
const NEIGHBORS = 36;
/** How much more a sentence counts whose speaker is named in the question. */
const AS_NAMED = 2;

/** What a section of a report is to hold, in the words of people. */
export type Wanted = { title: string | null; about: string | null };

/**
 * The sentences that fit best what a section is to hold, in the order they were said, within so many words. Only those that hold a word of its
 * title, or half of the words that it is described in: where no sentence does nothing is said about it.
 */
export function sentencesAbout(sentences: Sentence[], { title, about }: Wanted, words: number): Sentence[] {
  const named = termsAskedFor(title ?? "");
  const asked = [...new Set([...named, ...termsAskedFor(about ?? "")])];
  const speaks = ({ text }: Sentence) => {
    const own = new Set(termsOf(text));
    const held = asked.filter((term) => own.has(term));
    return held.some((term) => named.includes(term)) || (held.length > 0 && held.length * 2 >= asked.length);
  };
  const fitting = sentences.map((sentence) => (speaks(sentence) ? sentence : { ...sentence, words: 0 }));
  return answerFrom(fitting, `${title ?? ""} ${about ?? ""}`, words, ABOUT_SENTENCE);
}

/** The sentences that answer a question about the conversation best, in the order they were said, within so many words. */
export function answerFrom(
  sentences: Sentence[],
  question: string,
  words: number,
  range = ANSWER_SENTENCE,
): Sentence[] {
  const relevance = relevanceOf(sentences, question);
  const around = new Map<string, number>();
  const frequency = new Map<string, number>();
  for (const { index, terms } of sentences) {
    for (const term of new Set(terms)) {
      around.set(term, (around.get(term) ?? 0) + (relevance[index] ?? 0));
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
    }
  }
  const asked = question.toLowerCase();
  return choose(
    sentences,
    { words, range },
    ({ index, terms, speaker }, seen) => {
      let gain = 0;
      for (const term of new Set(terms))
        if (!seen.has(term)) gain += (around.get(term) ?? 0) / Math.sqrt(frequency.get(term) ?? 1);
      const isNamed = speaker !== null && asked.includes(speaker.toLowerCase());
      return (relevance[index] ?? 0) * gain * (isNamed ? AS_NAMED : 1);
    },
    ({ terms }) => new Set(terms),
  );
}

function termsAskedFor(question: string): string[] {
  return questionTerms(question).filter((term) => !FILLERS.has(term) && !ASKING.has(term));
}

function relevanceOf(sentences: Sentence[], question: string): number[] {
  const asked = termsAskedFor(question);
  const average = sentences.reduce((sum, { terms }) => sum + terms.length, 0) / Math.max(1, sentences.length);
  const counts = sentences.map(({ text }) => {
    const own = termsOf(text);
    return new Map(asked.map((term) => [term, own.filter((each) => each === term).length]));
  });
  const rarity = new Map(
    asked.map((term) => {
      const having = counts.filter((own) => (own.get(term) ?? 0) > 0).length;
      return [term, having === 0 ? 0 : Math.log(1 + (sentences.length - having + 0.5) / (having + 0.5))];
    }),
  );
  const own = sentences.map(({ terms }, at) => {
    const length = K1 * (1 - B + (B * terms.length) / Math.max(1, average));
    return asked.reduce((sum, term) => {
      const count = counts[at]?.get(term) ?? 0;
      return sum + ((rarity.get(term) ?? 0) * count * (K1 + 1)) / (count + length);
    }, 0);
  });
  return own.map((_, at) => {
    let sum = 0;
    for (let by = -NEIGHBORS; by <= NEIGHBORS; by++)
      sum += (own[at + by] ?? 0) * Math.exp(-Math.abs(by) / SMOOTHING);
    return sum;
  });
}

type Bounds = { words: number; range: Range };

/** Takes the best sentence again and again, each worth what those before it have not said yet. */
function choose(
  sentences: Sentence[],
  { words, range }: Bounds,
  worth: (sentence: Sentence, seen: Set<string>) => number,
  says: (sentence: Sentence) => Set<string>,
): Sentence[] {
  const left = new Set(
    sentences.filter((sentence) => sentence.words >= range.fewest && sentence.words <= range.most),
  );
  const seen = new Set<string>();
  const chosen: Sentence[] = [];
  let used = 0;
  for (;;) {
    let best: { sentence: Sentence; value: number } | null = null;
    for (const sentence of left) {
      if (used + costOf(sentence) > words) continue;
      const value = worth(sentence, seen) * (isAsking(sentence) ? AS_QUESTION : 1);
      if (value > (best?.value ?? 0)) best = { sentence, value };
    }
    if (!best) return chosen.toSorted((a, b) => a.index - b.index);
    chosen.push(best.sentence);
    left.delete(best.sentence);
    used += costOf(best.sentence);
    for (const concept of says(best.sentence)) seen.add(concept);
  }
}

/** Words, those of the speaker's name included: a line of a report begins with who said it. */
function costOf({ words, speaker }: Sentence): number {
  return words + (speaker?.split(/\s+/).length ?? 0);
}

export function isAsking({ text }: Pick<Sentence, "text">): boolean {
  return /[?？؟]["'”’)]*$/u.test(text);
}
