import { answerFrom, type Sentence, sentencesOf, summarize } from "@/lib/recordings/reports/extract/rules";
import { readQmsum, segmentsOf } from "../support/qmsum";
import { rouge } from "../support/rouge";
import { print } from "./table";

/**
 * What the extractive writer says about the meetings of QMSum, against what people wrote: F1 of ROUGE-1 and ROUGE-2 with Porter stemming.
 * The same functions that write the reports of the product; lines begin with who said them, as they are shown.
 */
const SUMMARY_WORDS = 110;
const ANSWER_WORDS = 60;

const shown = (sentences: Sentence[]) =>
  sentences.map(({ speaker, text }) => `${speaker}: ${text}`).join(" ");
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const whole: { reference: string; text: string }[] = [];
const specific: { reference: string; text: string; inGold: number[] }[] = [];
let quotes = 0;
let verbatim = 0;
for (const meeting of readQmsum()) {
  const segments = segmentsOf(meeting);
  const sentences = sentencesOf(segments);
  const textOf = new Map(segments.map(({ id, text }) => [id, text]));
  const count = (chosen: Sentence[]) => {
    for (const { text, segmentIds } of chosen) {
      quotes++;
      if (
        segmentIds
          .map((id) => textOf.get(id))
          .join(" ")
          .includes(text)
      )
        verbatim++;
    }
  };
  for (const { answer } of meeting.general_query_list) {
    const chosen = summarize(sentences, SUMMARY_WORDS);
    count(chosen);
    whole.push({ reference: answer, text: shown(chosen) });
  }
  for (const { query, answer, relevant_text_span: spans } of meeting.specific_query_list) {
    const chosen = answerFrom(sentences, query, ANSWER_WORDS);
    count(chosen);
    const isInGold = (id: string) => spans.some(([from, to]) => Number(id) >= from && Number(id) <= to);
    const inGold = chosen.map(({ segmentIds }) => (segmentIds.some(isInGold) ? 1 : 0));
    specific.push({ reference: answer, text: shown(chosen), inGold });
  }
}

const figures = (answers: { reference: string; text: string }[]) => [
  mean(answers.map(({ reference, text }) => rouge(reference, text, 1))),
  mean(answers.map(({ reference, text }) => rouge(reference, text, 2))),
  mean(answers.map(({ text }) => text.split(/\s+/).filter(Boolean).length)),
];
const row = (name: string, answers: { reference: string; text: string }[], floor: string) => {
  const [r1 = 0, r2 = 0, words = 0] = figures(answers);
  return [name, String(answers.length), r1.toFixed(2), r2.toFixed(2), words.toFixed(0), floor];
};
print("Reports without a language model, on QMSum val", [
  ["", "queries", "ROUGE-1", "ROUGE-2", "words", "to beat"],
  row("whole meeting", whole, "23.0 / 4.15"),
  row("specific questions", specific, "22.2 / 4.4"),
]);
print("Quotes", [
  ["", "share"],
  ["verbatim", `${((100 * verbatim) / quotes).toFixed(1)} %`],
  ["inside the annotated spans", `${(100 * mean(specific.flatMap(({ inGold }) => inGold))).toFixed(1)} %`],
]);
