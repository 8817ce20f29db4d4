import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";
import { MentionItemDto } from "@/lib/messages/schema";
import { TaskDto } from "@/lib/tasks/schema";

/** A task of one's own. It goes when it is done, or somebody else's. */
const TaskItemDto = z.object({
  id: Id,
  kind: z.literal("task"),
  task: TaskDto,
  done: z.boolean(),
  /** Since when it waits: it was given to me, its source says something else, or the morning came on which it is due. */
  createdAt: z.string(),
});

export type TaskItemDto = z.infer<typeof TaskItemDto>;

export const InboxItemDto = z.discriminatedUnion("kind", [MentionItemDto, TaskItemDto]);
export type InboxItemDto = z.infer<typeof InboxItemDto>;
export type InboxFilter = "open" | "all";

const inbox = "/workspaces/{workspace}/inbox";

export const listInboxRoute = defineRoute({
  method: "GET",
  path: inbox,
  summary: "What waits for me: where I was named, and my tasks. The latest first.",
  access: "member",
  query: { ...pageQuery, filter: z.enum(["open", "all"]).default("open") },
  response: pageOf(InboxItemDto),
});

export const countInboxRoute = defineRoute({
  method: "GET",
  path: `${inbox}/count`,
  summary: "How much waits for me.",
  access: "member",
  response: z.object({ open: z.int() }),
});

export const setInboxItemRoute = defineRoute({
  method: "PUT",
  path: `${inbox}/{itemId}`,
  summary: "Mark an item of my inbox as done, or not. A task is done then.",
  access: "member",
  params: { itemId: Id },
  body: z.strictObject({ done: z.boolean() }),
});
