import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readQmsum, segmentsOf } from "@/tests/support/qmsum";
import { rouge } from "@/tests/support/rouge";
import { builtInPlan, typedPlan } from "../templates/rules";
import type { SectionPlan } from "../templates/schema";
import { answerFrom, type Segment, sentencesOf, summarize } from "./extract/rules";
import { writeExtractive } from "./quotes/rules";
import { coverageOf, markStale, verified } from "./rules";

const STAND_UP: [string, string][] = [
  ["Ana", "Good morning. Today we talk about the launch of the Heron."],
  ["Ben", "We move the launch by one week because the battery certificate comes on Thursday."],
  ["Ana", "Agreed. What happens if the certificate fails?"],
  ["Ben", "I will call the laboratory by Thursday morning."],
  [
    "Mia",
    "I am worried that the shops were told another date. The risk is that they cancel the first bikes.",
  ],
  ["Ana", "Mia, can you write to the shops today? Let's keep the price of the Heron as it is."],
  ["Mia", "Yes. Who tells the press about the new launch date?"],
];
const segments: Segment[] = STAND_UP.map(([speaker, text], i) => ({
  id: `s${i}`,
  startMs: i * 10_000,
  endMs: i * 10_000 + 9_000,
  speaker,
  text,
}));
const MEETING = builtInPlan("meeting");
const linesOf = (kind: string) =>
  writeExtractive(segments, MEETING).sections.find((section) => section.kind === kind)?.lines ?? [];

describe("a report of quotes", () => {
  test("says what was decided", () => {
    expect(linesOf("decisions").map(({ quote, segmentIds }) => [quote, segmentIds])).toEqual([
      ["We move the launch by one week because the battery certificate comes on Thursday.", ["s1"]],
      ["Let's keep the price of the Heron as it is.", ["s5"]],
    ]);
  });

  test("says who does what, and until when only where it was said", () => {
    expect(linesOf("action_items").map(({ quote, owner, due }) => ({ quote, owner, due }))).toEqual([
      { quote: "I will call the laboratory by Thursday morning.", owner: "Ben", due: "by Thursday morning" },
      { quote: "Mia, can you write to the shops today?", owner: "Mia", due: "today" },
    ]);
  });

  test("says what was asked and not answered, and what may go wrong", () => {
    expect(linesOf("open_questions").map(({ quote }) => quote)).toEqual([
      "Who tells the press about the new launch date?",
    ]);
    expect(linesOf("risks").map(({ quote }) => quote)).toEqual([
      "I am worried that the shops were told another date.",
      "The risk is that they cancel the first bikes.",
    ]);
  });

  test("leaves out a line whose words are not there, and writes the others as they stand", () => {
    const line = { speaker: null, segmentIds: ["s1"], startMs: 0, endMs: 1, owner: null, due: null };
    const { sections, leftOut } = verified(
      [
        {
          ...typedPlan("decisions"),
          lines: [
            { ...line, text: "The launch moves.", quote: "we move the launch by two weeks" },
            { ...line, text: "The launch moves.", quote: "“We move the launch by one week”" },
            { ...line, text: "Elsewhere.", quote: "Good morning.", segmentIds: ["s1", "none"] },
          ],
        },
      ],
      segments,
    );
    expect(leftOut).toBe(3);
    expect(sections[0]?.lines).toEqual([]);
  });

  test("of a section in people's own words quotes what holds them, and says nothing where nothing does", () => {
    const own = (title: string, about: string): SectionPlan => ({ kind: "custom", id: title, title, about });
    const { sections } = writeExtractive(segments, [
      own("Price", "What was said about the price"),
      own("Shops", "What the shops were told, and what they may do"),
      own("Hiring", "Who is hired, and for which team"),
    ]);
    expect(sections.map(({ lines }) => lines.map(({ quote }) => quote))).toEqual([
      ["Let's keep the price of the Heron as it is."],
      ["I am worried that the shops were told another date.", "Mia, can you write to the shops today?"],
      [],
    ]);
  });

  test("shows which minutes no line touches", () => {
    const { sections } = writeExtractive(segments, MEETING);
    expect(coverageOf(sections, 180_000)).toEqual([true, true, false]);
  });

  test("a corrected word marks the lines that rest on it, and no others", () => {
    const { sections } = writeExtractive(segments, MEETING);
    const corrected = segments.map((segment) =>
      segment.id === "s1" ? { ...segment, text: segment.text.replace("one week", "two weeks") } : segment,
    );
    const stale = markStale(sections, corrected, ["s1"]).flatMap(({ lines }) =>
      lines.filter((line) => line.stale),
    );
    expect(new Set(stale.map(({ quote }) => quote))).toEqual(
      new Set(["We move the launch by one week because the battery certificate comes on Thursday."]),
    );
  });

  test("whatever is said, every quote stands in its segments", () => {
    const spoken = fc.array(
      fc.record({
        speaker: fc.constantFrom("Ana", "Ben"),
        text: fc.lorem({ maxCount: 3, mode: "sentences" }),
      }),
      {
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(spoken, (turns) => {
        const all = turns.map((turn, i) => ({
          ...turn,
          id: String(i),
          startMs: i * 1_000,
          endMs: i * 1_000 + 900,
        }));
        const { sections, leftOut } = writeExtractive(all, MEETING);
        expect(leftOut).toBe(0);
        for (const { quote, segmentIds } of sections.flatMap(({ lines }) => lines))
          expect(segmentIds.map((id) => all[Number(id)]?.text).join(" ")).toContain(quote);
      }),
      { numRuns: 30 },
    );
  });
});

describe("on meetings that people summarized (QMSum)", () => {
  const meetings = readQmsum()
    .slice(0, 12)
    .map((meeting) => ({ meeting, sentences: sentencesOf(segmentsOf(meeting)) }));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  /** The figures of the whole set are the benchmark's; these are its first meetings, so that a change that ruins them is seen. */
  test("it comes as near as the benchmark says", () => {
    const whole = meetings.map(({ meeting, sentences }) => ({
      reference: meeting.general_query_list[0]?.answer ?? "",
      text: summarize(sentences, 110)
        .map(({ speaker, text }) => `${speaker}: ${text}`)
        .join(" "),
    }));
    expect(mean(whole.map(({ reference, text }) => rouge(reference, text, 1)))).toBeGreaterThan(23);
    expect(mean(whole.map(({ reference, text }) => rouge(reference, text, 2)))).toBeGreaterThan(4.15);
  });

  test("an answer is about what was asked", () => {
    const answers = meetings.slice(0, 4).flatMap(({ meeting, sentences }) =>
      meeting.specific_query_list.map(({ query, answer }) =>
        rouge(
          answer,
          answerFrom(sentences, query, 60)
            .map(({ speaker, text }) => `${speaker}: ${text}`)
            .join(" "),
          1,
        ),
      ),
    );
    expect(mean(answers)).toBeGreaterThan(21);
  });
});
