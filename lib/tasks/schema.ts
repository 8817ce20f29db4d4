import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";
import { CitationDto } from "@/lib/messages/schema";

const Who = z.object({ memberId: Id, name: z.string() });

/** Where a task came from, and whether what was said there is still what is said there. */
export const OriginDto = CitationDto.pick({
  sourceType: true,
  sourceId: true,
  version: true,
  anchor: true,
  title: true,
  quote: true,
}).extend({
  state: z.enum(["same", "changed"]),
  /** What is said there today, where it changed and something like it is there. */
  today: z.string().nullable(),
});
export type OriginDto = z.infer<typeof OriginDto>;

export const TaskDto = z.object({
  id: Id,
  title: z.string(),
  assignee: Who.nullable(),
  /** A day, like 2026-05-31. */
  dueOn: z.string().nullable(),
  done: z.object({ at: z.string(), by: z.string().nullable() }).nullable(),
  source: OriginDto.nullable(),
  /** It came from somewhere that is no longer there. */
  isSourceGone: z.boolean(),
  /** The messages under which it is shown: the one that it was made of, and the answer that quoted its words. */
  underIds: z.array(Id),
  createdBy: Who.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type TaskDto = z.infer<typeof TaskDto>;

const Title = z
  .string()
  .trim()
  .min(1, "Say what is to be done.")
  .max(500, "A task has at most 500 characters.");
const Day = z
  .string()
  .regex(/^[12]\d{3}-\d{2}-\d{2}$/, "Write the day as 2026-05-31.")
  .refine((text) => {
    const day = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  }, "There is no such day.");

/** One of the first three ids, and the words that are quoted; of a message they may be left out. */
export const TaskOrigin = z.strictObject({
  messageId: Id.optional(),
  recordingId: Id.optional(),
  documentId: Id.optional(),
  /** The answer that quoted it, under which the task is shown too. */
  answerId: Id.optional(),
  quote: z.string().trim().min(1).max(1_000, "A quote has at most 1,000 characters.").optional(),
  /** Of a recording that says the words more than once: where they begin, or a moment before. */
  atMs: z.int().min(0).optional(),
});
export type TaskOrigin = z.output<typeof TaskOrigin>;

export const CreateTask = z.strictObject({
  title: Title,
  assigneeId: Id.nullable().optional(),
  dueOn: Day.nullable().optional(),
  source: TaskOrigin.optional(),
});
export type CreateTask = z.output<typeof CreateTask>;

export const UpdateTask = z.strictObject({
  title: Title.optional(),
  assigneeId: Id.nullable().optional(),
  dueOn: Day.nullable().optional(),
  done: z.boolean().optional(),
  /** true: it rests on what is said there today. */
  acceptsToday: z.literal(true).optional(),
});
export type UpdateTask = z.output<typeof UpdateTask>;

const tasks = "/workspaces/{workspace}/tasks";
const one = `${tasks}/{taskId}`;
const params = { taskId: Id };

export const TaskFilter = z.enum(["open", "done"]);
export type TaskFilter = z.infer<typeof TaskFilter>;

/** What a page of the list holds at most. */
export const MOST_TASKS = 100;
/** At most so many messages are asked for at once. */
export const MOST_MESSAGES = 100;
const MessageIds = z
  .string()
  .max(MOST_MESSAGES * 37)
  .transform((text) => text.split(",").filter((id) => id !== ""))
  .pipe(z.array(Id).max(MOST_MESSAGES));

export const TaskCounts = z.object({ open: z.int(), done: z.int() });
export type TaskCounts = z.infer<typeof TaskCounts>;

export const listTasksRoute = defineRoute({
  method: "GET",
  path: tasks,
  summary: "Tasks that I may read: open ones by their day, then the newest; done ones, the latest first.",
  access: "member",
  query: {
    ...pageQuery,
    filter: z.enum([...TaskFilter.options, "all"]).default("open"),
    /** A member's id: what is theirs to do. */
    assigneeId: Id.optional(),
    /** Ids with commas between them: what is shown under these messages. */
    messageIds: MessageIds.optional(),
  },
  response: pageOf(TaskDto),
});

export const countTasksRoute = defineRoute({
  method: "GET",
  path: `${tasks}/count`,
  summary: "How many tasks there are, mine and everybody's, and how many open ones are mine.",
  access: "member",
  response: z.object({ open: z.int(), mine: TaskCounts, everybodys: TaskCounts }),
});

export const createTaskRoute = defineRoute({
  method: "POST",
  path: tasks,
  summary: "Make a task, also of a quote, which must stand word for word where it is said to.",
  access: "member",
  status: 201,
  body: CreateTask,
  response: TaskDto,
});

export const getTaskRoute = defineRoute({
  method: "GET",
  path: one,
  summary: "One task, with the quote that it came from.",
  access: "member",
  params,
  response: TaskDto,
});

export const updateTaskRoute = defineRoute({
  method: "PATCH",
  path: one,
  summary: "Another title, owner or day; done, or open again.",
  access: "member",
  params,
  body: UpdateTask,
  response: TaskDto,
});

export const deleteTaskRoute = defineRoute({
  method: "DELETE",
  path: one,
  summary: "Delete a task. It can be brought back.",
  access: "member",
  params,
});

export const restoreTaskRoute = defineRoute({
  method: "POST",
  path: `${one}/restore`,
  summary: "Bring a deleted task back.",
  access: "member",
  status: 200,
  params,
  response: TaskDto,
});
