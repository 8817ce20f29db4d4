import { afterAll, beforeAll, expect, test } from "vitest";
import { addParticipant } from "@/lib/conversations/participants/commands";
import { read } from "@/lib/ctx";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { findTurnMaterial } from "./queries";

let all: Cast;
let stage: Stage;
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
});
afterAll(() => all.db.drop());

test("an engine is not given what an earlier answer quoted and somebody who came since may not read", async () => {
  const { ana, ben, cleo } = all;
  const board = await stage.channel(ana, "board", "private", [ben]);
  await stage.say(ana, await stage.direct(ana, ben), "The xylograph is hidden under the stairs.");
  await stage.ask(ana, board, "@assistant where is the xylograph?");
  const told = async (by: CastMember) => {
    const id = await stage.start(by, board, "@assistant and who put it there?");
    const { turns } = await read(stage.ctxOf(by), async (tx) =>
      findTurnMaterial(tx, await tx.db.run.findFirstOrThrow({ where: { id } }), null),
    );
    return JSON.stringify(turns);
  };
  expect(await told(ana)).toContain("under the stairs");
  await addParticipant(stage.ctxOf(ana), board, { memberId: cleo.memberId, role: "member" });
  const since = await told(cleo);
  expect(since).not.toContain("under the stairs");
  expect(since).toContain("where is the xylograph");
});
