import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { type Ctx, read } from "@/lib/ctx";
import { type Cast, cast } from "@/tests/support/cast";
import { seesConversation, visibleConversations } from "./policy";

let all: Cast;
beforeAll(async () => {
  all = await cast();
  const insert = (kind: string, visibility: string, deleted: boolean, memberId: string | null) =>
    all.db.superuser(
      `with made as (
         insert into "Conversation" ("workspaceId", id, kind, visibility, "deletedAt")
         values ($1::uuid, $2::uuid, $3, $4, case when $5::boolean then now() end) returning id)
       insert into "Participant" ("workspaceId", "conversationId", "memberId")
       select $1::uuid, id, $6::uuid from made where $6::uuid is not null`,
      [all.acme.id, newId(), kind, visibility, deleted, memberId],
    );
  for (const kind of ["channel", "direct", "chat", "customer"])
    for (const visibility of ["public", "private"])
      for (const deleted of [true, false])
        for (const member of [null, all.ana, all.cleo, all.eve, all.assistant])
          await insert(kind, visibility, deleted, member?.memberId ?? null);
});
afterAll(() => all.db.drop());

const actors = (): Ctx[] => {
  const ctx = all.ctxOf(all.ana);
  const guestKey = { ...all.eve, kind: "apiKey" as const, scopes: ["read"] };
  return [
    ctx,
    all.ctxOf(all.cleo),
    all.ctxOf(all.eve),
    { ...ctx, actor: guestKey },
    { ...ctx, actor: { kind: "assistant", memberId: all.assistant.memberId, name: "assistant" } },
    { ...ctx, actor: { kind: "visitor", memberId: all.eve.memberId, name: "Eve" } },
    { ...ctx, actor: { kind: "operator", userId: all.ana.userId, reason: "support" } },
    { ...ctx, actor: { kind: "system", reason: "sweep" } },
  ];
};

test("what may be seen of a row is what the list shows, for every kind of actor and conversation", async () => {
  for (const ctx of actors()) {
    const memberId = "memberId" in ctx.actor ? ctx.actor.memberId : newId();
    const [listed, rows] = await read(ctx, async (tx) => [
      await tx.db.conversation.findMany({ where: visibleConversations(ctx), select: { id: true } }),
      await tx.db.conversation.findMany({ include: { participants: { where: { memberId } } } }),
    ]);
    expect(rows).toHaveLength(80);
    const seen = rows.filter((row) => seesConversation(ctx, row, row.participants.length > 0));
    expect(new Set(seen.map(({ id }) => id)), ctx.actor.kind).toEqual(new Set(listed.map(({ id }) => id)));
  }
});
