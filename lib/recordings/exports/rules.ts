import type { ReportDto, ReportSection } from "../reports/schema";
import { clockTime } from "../rules";
import { nameOfSection } from "../templates/rules";

type Said = { startMs: number; endMs: number; speaker: string | null; text: string };
type Noted = { atMs: number; text: string; author: string | null };

/** All that is known of a recording, as it is exported. */
export type Exported = {
  title: string;
  durationMs: number | null;
  createdAt: string;
  report:
    | (Pick<ReportDto, "template" | "templateName" | "engine" | "stale"> & { sections: ReportSection[] })
    | null;
  notes: Noted[];
  segments: Said[];
};

/** A document in the plainest form: what every format can show. */
export type Block = { kind: "title" | "heading" | "line" | "item"; text: string };

/** Of a section in the workspace's own words that nothing fits: who asked for it is told so. */
const NOTHING = "Nothing was said about this.";

/** The report, the notes and the transcript, each line with its second. */
export function blocksOf(exported: Exported): Block[] {
  const { title, report, notes, segments } = exported;
  const blocks: Block[] = [{ kind: "title", text: title }];
  if (report) blocks.push(...reportBlocks(report));
  if (notes.length > 0) {
    blocks.push({ kind: "heading", text: "Notes" });
    for (const { atMs, text, author } of notes)
      blocks.push({
        kind: "item",
        text: `[${clockTime(atMs)}] ${author ? `${author}: ` : ""}${text || "Marked"}`,
      });
  }
  if (segments.length > 0) {
    blocks.push({ kind: "heading", text: "Transcript" });
    for (const { startMs, speaker, text } of segments)
      blocks.push({ kind: "line", text: `[${clockTime(startMs)}] ${speaker ? `${speaker}: ` : ""}${text}` });
  }
  return blocks;
}

/** The sections of a report that have lines, and those of one's own that have none. Owner and due date only where they were said. */
export function reportBlocks({ sections }: { sections: ReportSection[] }): Block[] {
  return sections.flatMap(({ kind, title, lines }): Block[] => {
    const heading: Block = { kind: "heading", text: nameOfSection({ title, kind }) };
    if (lines.length === 0) return kind === "custom" ? [heading, { kind: "line", text: NOTHING }] : [];
    const items = lines.map(({ text, speaker, startMs, owner, due }): Block => {
      const task = [owner, due].filter(Boolean).join(", ");
      return {
        kind: "item",
        text: `[${clockTime(startMs)}] ${speaker ? `${speaker}: ` : ""}${text}${task ? ` (${task})` : ""}`,
      };
    });
    return [heading, ...items];
  });
}

export function toMarkdown(blocks: Block[]): string {
  const lines = blocks.map(({ kind, text }) => {
    const plain = text.replace(/\s*\n\s*/g, " ").replace(/([\\`*_{}<>#|])/g, "\\$1");
    if (kind === "title") return `# ${plain}\n`;
    if (kind === "heading") return `\n## ${plain}\n`;
    return kind === "item" ? `- ${plain}` : `${plain}\n`;
  });
  return `${lines.join("\n").trim()}\n`;
}

export function toVtt(segments: Said[]): string {
  const cues = segments.map(({ startMs, endMs, speaker, text }) => {
    const said = text
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/\s*\n\s*/g, " ");
    const name = speaker?.replace(/[<>&\n]/g, " ").trim();
    return `${stamp(startMs, ".")} --> ${stamp(endMs, ".")}\n${name ? `<v ${name}>` : ""}${said}\n`;
  });
  return ["WEBVTT\n", ...cues].join("\n");
}

export function toSrt(segments: Said[]): string {
  const cues = segments.map(({ startMs, endMs, speaker, text }, at) => {
    const said = text.replace(/\s*\n\s*/g, " ");
    return `${at + 1}\n${stamp(startMs, ",")} --> ${stamp(endMs, ",")}\n${speaker ? `${speaker}: ` : ""}${said}\n`;
  });
  return cues.join("\n");
}

function stamp(ms: number, point: string): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const seconds = ms / 1_000;
  return `${two(seconds / 3_600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}${point}${String(ms % 1_000).padStart(3, "0")}`;
}
