import { SECOND } from "@/lib/core/clock";
import { isAppError } from "@/lib/core/errors";
import { type Ctx, read } from "@/lib/ctx";
import { getRecording, toRecordingDto } from "../queries";
import type { RecordingDto } from "../schema";

const POLL_MS = 500;
const KEEP_ALIVE_MS = 15 * SECOND;
/** Ends before the platform would cut it; the reader asks again. */
const TAIL_MS = 240 * SECOND;

type Tail = { recordingId: string; signal?: AbortSignal; tailMs?: number };

/**
 * How far a recording is, as server-sent events: what holds now, then each change, to the end of the work or of our time. Whether the reader
 * may still hear it is asked with every look. Throws NOT_FOUND.
 */
export async function followRecording(
  ctx: Ctx,
  { recordingId, signal, tailMs = TAIL_MS }: Tail,
): Promise<Response> {
  const look = async () => toRecordingDto(await read(ctx, (tx) => getRecording(tx, recordingId)));
  const first = await look();
  const encoder = new TextEncoder();
  let isGone = false;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const isDone = () => isGone || signal?.aborted === true;
      const say = (text: string) => controller.enqueue(encoder.encode(text));
      const until = performance.now() + tailMs;
      let quietSince = performance.now();
      let shown = "";
      try {
        for (let recording = first; !isDone(); recording = await look()) {
          const now = eventOf(recording);
          if (now !== shown) say(now);
          else if (performance.now() - quietSince > KEEP_ALIVE_MS) say(": still here\n\n");
          if (now !== shown || performance.now() - quietSince > KEEP_ALIVE_MS) quietSince = performance.now();
          shown = now;
          if (recording.status === "processed" || recording.status === "failed" || performance.now() > until)
            break;
          await new Promise((resolve) => setTimeout(resolve, POLL_MS));
        }
      } catch (error) {
        const detail = isAppError(error) ? error.message : "The stream broke off.";
        if (!isDone()) say(`event: error\ndata: ${JSON.stringify({ detail })}\n\n`);
      }
      if (!isDone()) controller.close();
    },
    cancel() {
      isGone = true;
    },
  });
  const headers = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "private, no-store",
  };
  return new Response(stream, { headers });
}

function eventOf({
  recordingId,
  status,
  stage,
  progress,
  waitingFor,
  error,
  revision,
}: RecordingDto): string {
  const data = {
    recording_id: recordingId,
    status,
    stage,
    progress,
    waiting_for: waitingFor,
    error,
    revision,
  };
  return `event: recording\ndata: ${JSON.stringify(data)}\n\n`;
}
