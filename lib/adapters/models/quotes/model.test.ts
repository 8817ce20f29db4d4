import { streamText } from "ai";
import { describe, expect, test } from "vitest";
import { passagesBlock } from "@/lib/adapters/models/prompt";
import { createQuotesModel } from "./model";

describe("as a model", () => {
  const instructions = passagesBlock([
    {
      n: 1,
      title: "#launch",
      place: "Ben, 3 March",
      text: "The launch moved to 12 May because the audit was late.",
    },
  ]);

  test("streams a few words at a time, and the whole is the same as at once", async () => {
    const request = { instructions, prompt: "Why did the launch move?" };
    const result = streamText({ model: createQuotesModel(), ...request });
    const deltas: string[] = [];
    for await (const delta of result.textStream) deltas.push(delta);
    expect(deltas.length).toBeGreaterThan(3);
    expect(deltas.join("")).toBe(
      '**#launch** Ben, 3 March\n\n"The launch moved to 12 May because the audit was late." [1]',
    );
    expect(await result.finishReason).toBe("stop");
    expect(await result.usage).toMatchObject({ inputTokens: 0, outputTokens: 0, totalTokens: 0 });
  });

  test("stops when asked to", async () => {
    const stop = new AbortController();
    const { stream } = await createQuotesModel().doStream({
      prompt: [
        { role: "system", content: instructions },
        { role: "user", content: [{ type: "text", text: "Why did the launch move?" }] },
      ],
      abortSignal: stop.signal,
    });
    const reader = stream.getReader();
    await reader.read();
    stop.abort(new Error("stop was pressed"));
    await expect(reader.read()).rejects.toThrow("stop was pressed");
  });
});
