import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";

/** Something that can be found: one passage, as a document, a paragraph, or six turns of a meeting. */
export type Doc = { id: string; group: string; title: string; text: string };
export type Query = { id: string; text: string; relevant: Map<string, number> };
export type RetrievalSet = {
  name: string;
  docs: Doc[];
  queries: Query[];
  /** Each group is a meeting, and each question is about its own. */
  isMeeting?: true;
};

const SHIPPED = resolve(import.meta.dirname, "../../fixtures/retrieval");
/** Where sets lie that may be measured but not shipped. */
const BORROWED = process.env.PARLEY_BENCH_DATA ?? "";

function shipped(name: string): string {
  return gunzipSync(readFileSync(resolve(SHIPPED, `${name}.gz`))).toString("utf8");
}

/** 5 183 abstracts, 300 claims (the test set of BEIR): a claim is answered by the abstracts that it cites. */
export function loadScifact(): RetrievalSet {
  const corpus = parseCsv(shipped("scifact.corpus.csv"));
  const docs = corpus.map(([id = "", title = "", abstract = ""]) => ({
    id,
    group: id,
    title,
    text: sentencesOfArray(abstract).join(" "),
  }));
  const queries = new Map<string, Query>();
  for (const [id = "", text = "", , , , cited = ""] of parseCsv(shipped("scifact.claims.csv"))) {
    const query = queries.get(id) ?? { id, text, relevant: new Map() };
    for (const [doc] of cited.matchAll(/\d+/g)) query.relevant.set(doc, 1);
    queries.set(id, query);
  }
  return { name: "SciFact", docs, queries: [...queries.values()] };
}

/** 240 paragraphs of 48 articles with their questions, the same in every language. */
export function loadXquad(language: "en" | "zh" | "th"): RetrievalSet {
  type Paragraph = { context: string; qas: { id: string; question: string }[] };
  type Articles = { data: { title: string; paragraphs: Paragraph[] }[] };
  const { data }: Articles = JSON.parse(shipped(`xquad.${language}.json`));
  const docs: Doc[] = [];
  const queries: Query[] = [];
  for (const [article, { paragraphs }] of data.entries()) {
    for (const [index, { context, qas }] of paragraphs.entries()) {
      const id = `${article}.${index}`;
      docs.push({ id, group: String(article), title: "", text: context });
      for (const qa of qas) queries.push({ id: qa.id, text: qa.question, relevant: new Map([[id, 1]]) });
    }
  }
  return { name: `XQuAD ${language}`, docs, queries };
}

const WINDOW = 6;
const STEP = 3;

/** 237 questions about 35 meetings, to windows of six turns that begin every third turn. A hit shares a turn with what was judged. */
export function loadQmsum(): RetrievalSet {
  type Meeting = {
    specific_query_list: { query: string; relevant_text_span: [string, string][] }[];
    meeting_transcripts: { speaker: string; content: string }[];
  };
  const set: RetrievalSet = { name: "QMSum", docs: [], queries: [], isMeeting: true };
  for (const [at, line] of shipped("qmsum.val.jsonl").trim().split("\n").entries()) {
    const { specific_query_list, meeting_transcripts }: Meeting = JSON.parse(line);
    const starts = meeting_transcripts.map((_, turn) => turn).filter((turn) => turn % STEP === 0);
    for (const from of starts) {
      if (from > 0 && from + STEP >= meeting_transcripts.length) continue;
      const turns = meeting_transcripts.slice(from, from + WINDOW);
      const text = turns.map(({ speaker, content }) => `${speaker}: ${content}`).join("\n");
      set.docs.push({ id: `${at}.${from}`, group: String(at), title: "", text });
    }
    for (const [index, { query, relevant_text_span }] of specific_query_list.entries()) {
      const spans = relevant_text_span.map(([first, last]) => [Number(first), Number(last)] as const);
      const hits = starts.filter((from) =>
        spans.some(([first, last]) => from <= last && from + WINDOW - 1 >= first),
      );
      const relevant = new Map(hits.map((from) => [`${at}.${from}`, 1] as const));
      set.queries.push({ id: `${at}.q${index}`, text: query, relevant });
    }
  }
  return set;
}

/** 1 400 abstracts on aerodynamics and 225 questions, or null where they do not lie: they may be measured, not shipped. */
export function loadCranfield(): RetrievalSet | null {
  const folder = resolve(BORROWED, "retrieval");
  if (!BORROWED || !existsSync(resolve(folder, "cranfield.docs.xml"))) return null;
  const file = (name: string) => readFileSync(resolve(folder, name), "utf8");
  const docs = [...file("cranfield.docs.xml").matchAll(/<doc>([\s\S]*?)<\/doc>/g)].map(([, doc = ""]) => {
    const id = tag(doc, "docno");
    const title = tag(doc, "title");
    return { id, group: id, title, text: tag(doc, "text").replace(title, "").trim() };
  });
  const queries: Query[] = [...file("cranfield.queries.xml").matchAll(/<top>([\s\S]*?)<\/top>/g)].map(
    ([, top = ""], at) => ({ id: String(at + 1), text: tag(top, "title"), relevant: new Map() }),
  );
  for (const line of file("cranfield.qrels.txt").trim().split("\n")) {
    const [query = "", , doc = "", grade = "0"] = line.trim().split(/\s+/);
    if (Number(grade) >= 1) queries[Number(query) - 1]?.relevant.set(doc, Number(grade));
  }
  return { name: "Cranfield", docs, queries };
}

function tag(xml: string, name: string): string {
  return (new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1] ?? "").trim();
}

/** Rows of a CSV file without its heading. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === ",") continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows.slice(1);
}

/** An abstract is printed as a list of quoted sentences. */
function sentencesOfArray(printed: string): string[] {
  const sentences = printed.matchAll(/'((?:[^'\\]|\\.|'(?!\s|\]))*)'|"((?:[^"\\]|\\.)*)"/g);
  return [...sentences].map(([, single, double]) => (single ?? double ?? "").replaceAll("\\'", "'"));
}
