import { DAY, MINUTE } from "@/lib/core/clock";
import { type Ctx, read } from "@/lib/ctx";
import { createTask } from "@/lib/tasks/commands";
import type { TaskOrigin } from "@/lib/tasks/schema";
import { cast, type Stage } from "./stage";
import type { StoryTask } from "./story";

const MINUTES_AGO = 30;

/** Makes the tasks of a story as its people would: of words that were said, written or recorded. */
export async function makeTasks(stage: Stage): Promise<void> {
  stage.clock.set(new Date(stage.start.getTime() - MINUTES_AGO * MINUTE));
  for (const task of stage.story.tasks) {
    const { ctx } = cast(stage, task.by);
    await createTask(ctx, {
      title: task.title,
      source: await originOf(ctx, task),
      ...(task.for ? { assigneeId: cast(stage, task.for).memberId } : {}),
      ...(task.dueInDays === undefined ? {} : { dueOn: dayIn(stage, task.dueInDays) }),
    });
    stage.clock.advance(MINUTE);
  }
}

function originOf(ctx: Ctx, { from, quote }: StoryTask): Promise<TaskOrigin> {
  return read(ctx, async (tx) => {
    const here = { workspaceId: tx.workspaceId };
    const select = { id: true } as const;
    if ("recording" in from) {
      const { id } = await tx.db.recording.findFirstOrThrow({
        where: { ...here, title: from.recording },
        select,
      });
      return { recordingId: id, quote };
    }
    if ("document" in from) {
      const { id } = await tx.db.document.findFirstOrThrow({
        where: { ...here, title: from.document },
        select,
      });
      return { documentId: id, quote };
    }
    const said = { ...here, body: { contains: quote }, conversation: { name: from.channel } };
    const { id } = await tx.db.message.findFirstOrThrow({ where: said, select });
    return { messageId: id, quote };
  });
}

function dayIn({ start }: Stage, days: number): string {
  return new Date(start.getTime() + days * DAY).toISOString().slice(0, 10);
}
