import type { z } from "zod";
import { CallError, call, callStream } from "@/lib/core/call";
import { fromSnake } from "@/lib/core/case";
import { type Answer, applyPart, NO_ANSWER } from "./rules";
import {
  CursorPart,
  continueRunRoute,
  getRunRoute,
  RunPart,
  type StartRun,
  startRunRoute,
  stopRunRoute,
  streamRunRoute,
} from "./schema";

/** An answer as a browser knows it while it grows. Pure: every function below returns a new one. */
export type RunView = Answer & {
  runId: string;
  /** Parts of the log that are in it. */
  cursor: number;
  /** A delta was missed: fill it from the stream (`followRun`). */
  gap: boolean;
};

export type RunDelta = { from: number; to: number; parts: RunPart[] };

export function emptyRunView(runId: string): RunView {
  return { ...NO_ANSWER, runId, cursor: 0, gap: false };
}

/** Applies a live `run.delta`: what is known is dropped, what is missing sets `gap`. */
export function applyDelta(view: RunView, delta: RunDelta): RunView {
  if (delta.to <= view.cursor) return view;
  if (delta.from > view.cursor + 1) return view.gap ? view : { ...view, gap: true };
  const fresh = delta.parts.slice(view.cursor + 1 - delta.from);
  return { ...fresh.reduce(applyPart, view), cursor: delta.to };
}

type Follow = {
  workspace: string;
  view: RunView;
  onView: (view: RunView) => void;
  signal?: AbortSignal;
};

const RETRY_MS = 1_000;
const MOST_FAILURES = 30;

/**
 * Replays a run from the view's cursor, then tails it to its end, reconnecting by itself. Calls `onView` after each batch and
 * returns the last view. Throws `CallError` when the run may not be read (any more).
 */
export async function followRun({ workspace, view, onView, signal }: Follow): Promise<RunView> {
  let current: RunView = { ...view, gap: false };
  for (let failures = 0; failures < MOST_FAILURES; ) {
    try {
      const inputs = { params: { workspace, runId: current.runId }, query: { cursor: current.cursor } };
      const response = await callStream(streamRunRoute, { ...inputs, ...(signal ? { signal } : {}) });
      for await (const chunk of readChunks(response)) {
        current = applyStreamed(current, chunk);
        failures = 0;
        onView(current);
      }
      if (current.end) return current;
    } catch (error) {
      if (signal?.aborted) return current;
      if (error instanceof CallError && error.code === "GONE") current = emptyRunView(current.runId);
      else if (error instanceof CallError && error.status > 0 && error.status < 500 && error.status !== 429)
        throw error;
    }
    failures += 1;
    await pause(RETRY_MS, signal);
    if (signal?.aborted) return current;
  }
  return current;
}

type Ask = {
  workspace: string;
  conversationId: string;
  input?: StartRun;
  onView: (view: RunView) => void;
  signal?: AbortSignal;
};

/**
 * Asks the assistant and shows the answer as it comes. When the connection breaks, the run goes on and is followed from its log. Give up
 * watching with `signal`; that does not stop the answer (`stopRun` does).
 */
export async function askAssistant({
  workspace,
  conversationId,
  input,
  onView,
  signal,
}: Ask): Promise<RunView | null> {
  const response = await callStream(startRunRoute, {
    params: { workspace, conversationId },
    body: input ?? {},
    ...(signal ? { signal } : {}),
  });
  const runId = response.headers.get("x-run-id");
  if (!runId) return null;
  let view = emptyRunView(runId);
  try {
    for await (const chunk of readChunks(response)) {
      view = applyStreamed(view, chunk);
      onView(view);
    }
  } catch {
    if (signal?.aborted) return view;
  }
  // What came straight from the provider is not cut into parts as the log is: begin again from the log.
  return view.end
    ? view
    : followRun({ workspace, view: emptyRunView(runId), onView, ...(signal ? { signal } : {}) });
}

export function getRun(workspace: string, runId: string) {
  return call(getRunRoute, { params: { workspace, runId } });
}

export function stopRun(workspace: string, runId: string) {
  return call(stopRunRoute, { params: { workspace, runId } });
}

export function continueRun(workspace: string, runId: string) {
  return call(continueRunRoute, { params: { workspace, runId } });
}

/** A chunk of a stream: a part, or the cursor that it has reached. Other chunks of the protocol change nothing here. */
export type StreamedChunk = RunPart | z.infer<typeof CursorPart>;

export function applyStreamed(view: RunView, chunk: StreamedChunk): RunView {
  if (chunk.type === "data-cursor") return { ...view, cursor: chunk.data.cursor };
  return { ...applyPart(view, chunk), cursor: view.cursor + 1 };
}

/** The chunks of a server-sent event stream, in order; the ones that are not about the answer are skipped. */
export async function* readChunks(response: Response): AsyncGenerator<StreamedChunk> {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const chunk = line.startsWith("data: ") ? toChunk(line.slice(6)) : null;
      if (chunk) yield chunk;
    }
  }
}

function toChunk(json: string): StreamedChunk | null {
  if (json === "[DONE]") return null;
  const value: unknown = JSON.parse(json);
  const part = RunPart.safeParse(fromSnake(RunPart, value));
  if (part.success) return part.data;
  const cursor = CursorPart.safeParse(value);
  return cursor.success ? cursor.data : null;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const wake = () => {
      clearTimeout(timer);
      resolve();
    };
    signal?.addEventListener("abort", wake, { once: true });
  });
}
