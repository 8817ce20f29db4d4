import { createAudio } from "@/lib/adapters/audio/audio";
import { NO_EMBEDDINGS } from "@/lib/adapters/embeddings/embeddings";
import type { JobEvent } from "@/lib/adapters/jobs/port";
import type { Mail } from "@/lib/adapters/mail/port";
import { NO_OCR } from "@/lib/adapters/ocr/ocr";
import { createPages } from "@/lib/adapters/pages/pages";
import { createParserHere } from "@/lib/adapters/parser/here";
import { createPicturesHere } from "@/lib/adapters/pictures/here";
import type { RealtimeEvent } from "@/lib/adapters/realtime/port";
import { createSite } from "@/lib/adapters/site/site";
import { NO_TRANSCRIPTION } from "@/lib/adapters/transcription/transcription";
import { createVectors } from "@/lib/adapters/vectors/vectors";
import { topics } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { type Ports, whatIsPublishing } from "@/lib/ctx";
import { createMemoryBlob, type MemoryBlob } from "./memory-blob";

export type RecordedPorts = {
  ports: Omit<Ports, "database" | "clock">;
  blob: MemoryBlob;
  live: RealtimeEvent[];
  jobs: JobEvent[];
  mails: Mail[];
  terminated: string[];
  /** The live events on any of the topics, oldest first. */
  heardOn(topic: string): { name: string; payload: Record<string, unknown> }[];
  /** Waits until what was committed has been published: the outbox is nudged, not awaited. */
  settled(): Promise<void>;
  clear(): void;
};

/** Ports that remember what went through them: the wire outside, not our own code. */
export function recordingPorts(): RecordedPorts {
  const live: RealtimeEvent[] = [];
  const jobs: JobEvent[] = [];
  const mails: Mail[] = [];
  const terminated: string[] = [];
  const none = async () => undefined;
  const blob = createMemoryBlob();
  const ports: RecordedPorts["ports"] = {
    realtime: {
      publish: async (events) => void live.push(...events),
      authorizeTopic: (socketId, topic) => ({ auth: `${socketId}:${topic}` }),
      authorizeUser: (socketId, userId) => ({
        auth: `${socketId}:${userId}`,
        user_data: JSON.stringify({ id: userId }),
      }),
      terminate: async (userId) => void terminated.push(userId),
      listOccupied: async () => [],
      readWebhook: () => null,
      ping: none,
      browser: { key: "key", cluster: "local", host: "", port: null, tls: false, path: "/realtime" },
    },
    jobs: { send: async (events) => void jobs.push(...events), ping: none },
    blob,
    parser: createParserHere(),
    pictures: createPicturesHere(),
    pages: createPages(),
    mail: { send: async (mail) => void mails.push(mail), kept: null, ping: none },
    models: {
      providers: () => [],
      languageModel: () => {
        throw new Error("This test has no model.");
      },
    },
    audio: createAudio(),
    ocr: NO_OCR,
    transcription: NO_TRANSCRIPTION,
    embeddings: NO_EMBEDDINGS,
    vectors: createVectors(),
    site: createSite({
      url: "http://localhost:3000",
      isLocal: true,
      authSecrets: [newId() + newId()],
      secretsKeys: [`k1:${Buffer.alloc(32, 7).toString("base64")}`],
    }),
  };
  return {
    ports,
    blob,
    live,
    jobs,
    mails,
    terminated,
    heardOn: (topic) =>
      live
        .filter((event) => event.topics.includes(topic))
        .map(({ name, payload }) => ({ name, payload: payload as Record<string, unknown> })),
    settled: () => quiet(() => live.length + jobs.length),
    clear: () => {
      for (const list of [live, jobs, mails, terminated]) list.length = 0;
    },
  };
}

export { topics };

/** Publishing runs after the commit: it is over when nothing is under way, and nothing new has come for some milliseconds. */
async function quiet(count: () => number): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count();
    await whatIsPublishing();
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
