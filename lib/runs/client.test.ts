import fc from "fast-check";
import { expect, test } from "vitest";
import { toSnake } from "@/lib/core/case";
import { applyDelta, applyStreamed, emptyRunView, type RunView, readChunks } from "./client";
import { applyPart } from "./rules";
import { RunPart } from "./schema";

const conversationId = "01890000-0000-7000-8000-000000000001";
const citation = (n: number): RunPart => ({
  type: "data-citation",
  id: `citation-${n}`,
  data: {
    n,
    sourceType: "conversation",
    sourceId: conversationId,
    version: 1,
    anchor: { kind: "message", conversationId, messageId: conversationId, seq: n },
    title: "#launch",
    quote: "We moved the launch",
    verified: true,
  },
});
const parts = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .string({ unit: "grapheme" })
        .map((delta): RunPart => ({ type: "text-delta", id: "a", delta })),
    },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }).map(citation) },
    { weight: 1, arbitrary: fc.constant<RunPart>({ type: "reset-step" }) },
  ),
  { maxLength: 40 },
);

const whole = (log: RunPart[]): RunView => ({
  ...log.reduce(applyPart, emptyRunView("r")),
  cursor: log.length,
});

test("deltas that come doubled and overlapping give the same answer as the log, to the character", () => {
  fc.assert(
    fc.property(parts, fc.array(fc.tuple(fc.nat(40), fc.nat(12))), (log, windows) => {
      let view = emptyRunView("r");
      const deltas = [...windows, [0, log.length] as const];
      for (const [start, length] of deltas) {
        const from = Math.min(start, view.cursor) + 1;
        const slice = log.slice(from - 1, from - 1 + length);
        view = applyDelta(view, { from, to: from + slice.length - 1, parts: slice });
      }
      expect(view).toEqual(whole(log));
    }),
  );
});

test("a missing delta is noticed and nothing is applied out of order", () => {
  const delta = { from: 3, to: 3, parts: [{ type: "text-delta" as const, id: "a", delta: "late" }] };
  const view = applyDelta(emptyRunView("r"), delta);
  expect(view).toEqual({ ...emptyRunView("r"), gap: true });
});

test("a stream cut anywhere in its bytes reads as its parts", async () => {
  await fc.assert(
    fc.asyncProperty(parts, fc.integer({ min: 1, max: 50 }), async (log, size) => {
      const lines = log.map((part) => `data: ${JSON.stringify(toSnake(RunPart, part))}\n\n`);
      const bytes = new TextEncoder().encode(
        `data: {"type":"start","messageId":"m"}\n\n: keep-alive\n\n${lines.join("")}data: [DONE]\n\n`,
      );
      let view = emptyRunView("r");
      for await (const chunk of readChunks(new Response(cut(bytes, size)))) view = applyStreamed(view, chunk);
      expect(view).toEqual(whole(log));
    }),
    { numRuns: 50 },
  );
});

function cut(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}
