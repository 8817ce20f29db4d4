import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { AnchorDto, CitationDto, MessageBody } from "@/lib/messages/schema";

/**
 * queued: nobody works on it yet. running: somebody does, under a lease. complete: the answer is whole. stopped: by a person.
 * interrupted: the worker died or the provider fell silent; the text so far stays. failed: no engine gave an answer.
 */
export const RunStatus = z.enum(["queued", "running", "complete", "stopped", "interrupted", "failed"]);
export type RunStatus = z.infer<typeof RunStatus>;
export type EndedStatus = Exclude<RunStatus, "queued" | "running">;

/** Which engine wrote something, and where the request went: null when nothing left this machine. */
export const EngineDto = z.object({
  provider: z.string(),
  name: z.string(),
  displayName: z.string(),
  host: z.string().nullable(),
});
export type EngineDto = z.infer<typeof EngineDto>;

/** What a run is doing before its words come, for the line under the assistant's name. */
export const ActivityDto = z.object({
  state: z.enum(["searching", "asking", "waiting", "fallback", "continuing"]),
  /** The engine that is asked, or waited for. */
  engine: z.string().nullable(),
  /** How long the provider asked us to wait. */
  seconds: z.int().nullable(),
});
export type ActivityDto = z.infer<typeof ActivityDto>;

export const EndDto = z.object({
  status: z.enum(["complete", "stopped", "interrupted", "failed"]),
  /** One sentence for people, or null. */
  error: z.string().nullable(),
});

/**
 * One part of an answer as it grows, in the form of the AI SDK's UI message stream. The log of a run, its stream and its live
 * deltas all carry these, so that whoever applies them in order has the same text to the character.
 */
export const RunPart = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text-start"), id: z.string() }),
  z.object({ type: z.literal("text-delta"), id: z.string(), delta: z.string() }),
  z.object({ type: z.literal("text-end"), id: z.string() }),
  /** The text so far is given up: the answer begins again. */
  z.object({ type: z.literal("reset-step") }),
  z.object({ type: z.literal("data-citation"), id: z.string(), data: CitationDto }),
  z.object({ type: z.literal("data-status"), data: ActivityDto }),
  z.object({ type: z.literal("data-end"), data: EndDto }),
]);
export type RunPart = z.infer<typeof RunPart>;

/** After each batch of a stream: how many parts of the run were sent so far. `?cursor=` goes on from there. */
export const CursorPart = z.object({
  type: z.literal("data-cursor"),
  transient: z.literal(true),
  data: z.object({ cursor: z.int() }),
});

/** A passage that was near, but not near enough to answer from. */
export const NearestDto = z.object({ title: z.string(), sourceId: Id, anchor: AnchorDto, quote: z.string() });

/** What was searched, used, left out, sent and spent. The same for everybody who may read the answer. */
export const ReceiptDto = z.object({
  /** Passages that everybody in the conversation may read, and that were therefore searched. */
  searched: z.int(),
  /** Passages given to the engine. */
  used: z.int(),
  /** Quotes found word for word in their source. */
  quoted: z.int(),
  /** Quotes that were not, and are not shown. */
  leftOut: z.int(),
  notInSources: z.boolean(),
  /** Passages among those given to the engine that address assistants. They were not followed. */
  instructions: z.array(NearestDto.omit({ quote: true })).default([]),
  nearest: z.array(NearestDto),
  /** Earlier messages of the conversation that did not fit the engine's window. */
  turnsLeftOut: z.int(),
  engine: EngineDto,
  /** The engine that should have answered, when another one had to. */
  insteadOf: z.string().nullable(),
  durationMs: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicros: z.int(),
});
export type ReceiptDto = z.infer<typeof ReceiptDto>;

export const RunDto = z.object({
  id: Id,
  conversationId: Id,
  /** The answer. */
  messageId: Id,
  questionId: Id.nullable(),
  assistantId: Id,
  askedById: Id.nullable(),
  modelId: Id.nullable(),
  status: RunStatus,
  /** How many parts its log has: the newest cursor. */
  eventSeq: z.int(),
  receipt: ReceiptDto.nullable(),
  error: z.string().nullable(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicros: z.int(),
  stoppedById: Id.nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type RunDto = z.infer<typeof RunDto>;

/** As its asker reads it. `privateMore`: there is more that only you may read; null for everybody else. */
export const RunForViewer = RunDto.extend({ privateMore: z.boolean().nullable() });
export type RunForViewer = z.infer<typeof RunForViewer>;

/** What a question is limited to: one of these, or with none of them everything that may be read. */
export const Scope = z
  .strictObject({
    documentId: Id.optional(),
    recordingId: Id.optional(),
    folderId: Id.optional(),
    collectionId: Id.optional(),
    /** A conversation, with the documents that were shared in it. */
    conversationId: Id.optional(),
  })
  .refine((scope) => Object.values(scope).filter(Boolean).length <= 1, "Choose one place to look in.");
export type Scope = z.infer<typeof Scope>;

export const StartRun = z.strictObject({
  /** The question; left out: the newest message of a person. */
  messageId: Id.optional(),
  /** A model's id, or `provider/name`; left out: the conversation's, the workspace's, or the best there is. */
  model: z.string().trim().min(1).max(200).optional(),
  /** Left out: what the question before it in the same chat was limited to. */
  scope: Scope.optional(),
});
export type StartRun = z.output<typeof StartRun>;

const inWorkspace = "/workspaces/{workspace}";
const one = `${inWorkspace}/runs/{runId}`;
const params = { runId: Id };

export const startRunRoute = defineRoute({
  method: "POST",
  path: `${inWorkspace}/conversations/{conversationId}/runs`,
  summary: "Ask the assistant: a UI message stream of the answer. The run goes on when the stream is closed.",
  access: "member",
  limit: "turns",
  // The key is honored by the command itself: it names the run, and the same run streams again.
  idempotent: false,
  params: { conversationId: Id },
  body: StartRun,
  answers: "stream",
});

/** Where a citation opens, beside its anchor: what fits its kind. */
const AnsweredCitation = CitationDto.extend({
  page: z.int().optional(),
  startMs: z.int().optional(),
  seq: z.int().optional(),
});

export const AnswerDto = z.object({
  /** Citations stand in it as `[n]`. */
  answer: z.string(),
  conversationId: Id,
  messageId: Id,
  runId: Id,
  /** running: it takes longer than one request; read it from the run. */
  status: RunStatus,
  citations: z.array(AnsweredCitation),
  /** There is nothing in the sources to answer from; `nearest` is what came closest. */
  refused: z.boolean(),
  /** Sources that contain instructions to assistants. They were not followed. */
  instructions: z.array(NearestDto.omit({ quote: true })),
  nearest: z.array(NearestDto),
});
export type AnswerDto = z.infer<typeof AnswerDto>;

export const Ask = z.strictObject({ question: MessageBody, scope: Scope.optional() });
export type Ask = z.output<typeof Ask>;

export const askRoute = defineRoute({
  method: "POST",
  path: `${inWorkspace}/ask`,
  summary:
    "Ask in a new AI chat. The whole answer as JSON, or with Accept: text/event-stream a UI message stream of it.",
  access: "member",
  limit: "turns",
  // The key is honored by the command itself: it names the question, and the same question is answered once.
  idempotent: false,
  body: Ask,
  response: AnswerDto,
  answers: "stream",
});

export const getRunRoute = defineRoute({
  method: "GET",
  path: one,
  summary: "One assistant turn with its receipt.",
  access: "member",
  params,
  response: RunForViewer,
});

export const streamRunRoute = defineRoute({
  method: "GET",
  path: `${one}/stream`,
  summary:
    "The parts of a turn after a cursor, then live, as a UI message stream. Ends with a cursor to go on from.",
  access: "member",
  params,
  query: { cursor: z.coerce.number().int().min(0).max(2_147_483_647).default(0) },
  answers: "stream",
});

export const stopRunRoute = defineRoute({
  method: "POST",
  path: `${one}/stop`,
  summary: "Stop an answer, from anywhere. What is there stays.",
  access: "member",
  params,
  response: RunDto,
});

export const continueRunRoute = defineRoute({
  method: "POST",
  path: `${one}/continue`,
  summary: "Go on with an answer that was stopped or interrupted.",
  access: "member",
  status: 202,
  params,
  response: RunDto,
});

const Spent = z.object({
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicros: z.int(),
  attempts: z.int(),
});

/** What the assistants may spend in the calendar month (UTC). `spentMicros` holds what is set aside for answers under way. */
export const BudgetDto = z.object({ limitMicros: z.int(), spentMicros: z.int(), until: z.string() });
export type BudgetDto = z.infer<typeof BudgetDto>;

/** The ledger, added up. Members see their own part, admins the whole. */
export const UsageDto = z.object({
  from: z.string(),
  /** null without a budget, and for who is no admin. */
  budget: BudgetDto.nullable(),
  total: Spent,
  byDay: z.array(Spent.extend({ day: z.string() })),
  byModel: z.array(Spent.extend({ provider: z.string(), model: z.string() })),
  byPurpose: z.array(Spent.extend({ purpose: z.string() })),
  byMember: z.array(Spent.extend({ memberId: Id.nullable(), name: z.string().nullable() })),
});
export type UsageDto = z.infer<typeof UsageDto>;

export const getUsageRoute = defineRoute({
  method: "GET",
  path: `${inWorkspace}/usage`,
  summary: "What the assistants used in the last days: tokens and micro-dollars. Members see their own.",
  access: "member",
  query: { days: z.coerce.number().int().min(1).max(366).default(30) },
  response: UsageDto,
});
