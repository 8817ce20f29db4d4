import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageQuery } from "@/lib/core/route";
import { AnchorDto, CitationDto } from "@/lib/messages/schema";

export const SearchType = z.enum(["message", "document", "recording"]);
export type SearchType = z.infer<typeof SearchType>;

/** A stretch of `text`, in UTF-16 units. The page marks it; nothing here is markup. */
const RangeDto = z.object({ start: z.int(), end: z.int() });

export const SearchHitDto = z.object({
  type: SearchType,
  /** Of the message, the document or the recording. */
  id: Id,
  /** `#launch`, who is in a direct message, or the document's title. */
  title: z.string(),
  /** Who said it; null for what nobody said. */
  author: z.string().nullable(),
  /** Where it opens: the message in its conversation, the page, the second. */
  anchor: AnchorDto,
  text: z.string(),
  highlights: z.array(RangeDto),
  /** The file that is called so: one that the message carries, or that the document was brought as. null where its name is not why it is found. */
  file: z.object({ name: z.string(), highlights: z.array(RangeDto) }).nullable(),
  createdAt: z.string(),
});
export type SearchHitDto = z.infer<typeof SearchHitDto>;

/** What of the Library can be searched alone. */
const PlaceKind = z.enum(["document", "folder", "collection"]);
export type PlaceKind = z.infer<typeof PlaceKind>;

export const SearchDto = z.object({
  items: z.array(SearchHitDto),
  nextCursor: z.string().nullable(),
  /** How many there are of each type, of what the asker may read; counted to a thousand. */
  counts: z.object({ message: z.int(), document: z.int(), recording: z.int() }),
  /** What was understood: operators in `q` count like parameters. */
  filters: z.object({
    from: z.object({ memberId: Id, name: z.string() }).nullable(),
    in: z.object({ conversationId: Id, name: z.string().nullable() }).nullable(),
    /** A document, folder or collection: what is outside of it is not looked at, and no message is in it. */
    place: z.object({ kind: PlaceKind, id: Id, name: z.string() }).nullable(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    hasFile: z.boolean(),
  }),
});
export type SearchDto = z.infer<typeof SearchDto>;

const day = z
  .string()
  .regex(/^[12]\d{3}-\d{2}-\d{2}$/, "Write the day as 2026-05-31.")
  .refine((text) => !Number.isNaN(Date.parse(text)), "There is no such day.")
  .optional();

export const SearchQuery = {
  /** Words, "phrases", -words, and from: in: before: after: has:file. */
  q: z.string().max(500),
  types: z
    .string()
    .max(100)
    .transform((text) => text.split(",").filter((type) => type !== ""))
    .pipe(z.array(SearchType))
    .optional(),
  /** A member's id. */
  from: Id.optional(),
  /** A conversation's id. */
  in: Id.optional(),
  /** The id of a document, of a folder or of a collection: at most one of them. */
  document: Id.optional(),
  folder: Id.optional(),
  collection: Id.optional(),
  /** Days: what was said before the one begins, and from the beginning of the other. */
  before: day,
  after: day,
  /** Only messages that carry a file. */
  has: z.literal("file").optional(),
  sort: z.enum(["newest", "relevance"]).default("relevance"),
  ...pageQuery,
};

export const searchRoute = defineRoute({
  method: "GET",
  path: "/workspaces/{workspace}/search",
  summary: "Find messages, documents and recordings that the asker may read.",
  access: "member",
  query: SearchQuery,
  response: SearchDto,
});

export const ExplanationDto = z.object({
  /** Of the best passage, 0 to 1, and what it would have to be for an answer. */
  evidence: z.number(),
  bar: z.number(),
  isEnough: z.boolean(),
  /** Whether an embedder ranked as well: then the order is that of both rankings together. */
  byMeaning: z.boolean(),
  durationMs: z.int(),
  /** What was searched for, the rarest first. `isWhole`: all its passages were ranked, not only the newest or the best. */
  terms: z.array(z.object({ term: z.string(), weight: z.number(), isWhole: z.boolean() })),
  /** Best first; a newer one goes before an older one that scores alike. */
  passages: z.array(
    z.object({
      ...CitationDto.pick({ sourceType: true, sourceId: true, version: true, anchor: true, title: true })
        .shape,
      author: z.string().nullable(),
      text: z.string(),
      score: z.number(),
      /** BM25, and how close its words stand to each other: the two parts of the score. */
      byTerms: z.number(),
      closeness: z.number(),
      /** The cosine of question and passage, where an embedder compared them. */
      similarity: z.number().nullable(),
      /** Which of the terms it has. */
      terms: z.array(z.string()),
    }),
  ),
});
export type ExplanationDto = z.infer<typeof ExplanationDto>;

export const explainSearchRoute = defineRoute({
  method: "GET",
  path: "/workspaces/{workspace}/retrieval",
  summary: "What a question finds for the admin who asks, with scores and why: the retrieval test.",
  access: "admin",
  query: { question: z.string().trim().min(1).max(2_000), limit: pageQuery.limit },
  response: ExplanationDto,
});
