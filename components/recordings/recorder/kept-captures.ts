import type { DBSchema } from "idb";
import { ownDatabase } from "@/components/shell/kept-for";
import type { CompleteCapture, CreateRecording } from "@/lib/recordings/schema";
import type { BroughtAs } from "../brought-as";
import { forgetCaption, listCaptions, wipeCaptions } from "./kept-captions";

/** A recording that is being made in this browser, or was when its page went away. */
export type Capture = {
  /** Made here, so that recording may begin while the server cannot be reached. */
  id: string;
  workspace: string;
  /** null until the server knows of it. */
  recordingId: string | null;
  /** One that was finished without this recorder, which goes on with another; `key` names the attempt to make that one. */
  continues?: { recordingId: string; key: string };
  about: BroughtAs & Pick<CreateRecording, "kind" | "title" | "consent">;
  /** The language in which captions are written; null without them. */
  captionsIn: string | null;
  /** Of a voice message: where it is sent once it is over. */
  to?: Pick<CompleteCapture, "conversationId" | "parentId">;
  beganAt: string;
  /** So much sound is kept, by the server or in this browser. */
  safeMs: number;
  /** The number that the next slice gets. */
  nextSlice: number;
  /** Recorded to its end: what is left is to send it. */
  isOver: boolean;
};

/** Whether it becomes a message: it is offered where that is written, not among the recordings. */
export function isVoice({ about }: Capture): boolean {
  return about.kind === "voice";
}

/** What was recorded since the slice before. Kept until the server says that it has it. */
export type Slice = { captureId: string; n: number; bytes: Blob };

/** A line or a mark (without text), kept until the server says that it has it. */
export type KeptNote = { id: string; captureId: string; atMs: number; text: string };

type StoredSlice = { captureId: string; n: number; bytes: ArrayBuffer };

interface Captures extends DBSchema {
  captures: { key: string; value: Capture; indexes: { workspace: string } };
  slices: { key: [string, number]; value: StoredSlice; indexes: { capture: string } };
  notes: { key: string; value: KeptNote; indexes: { capture: string } };
}

const database = ownDatabase<Captures>("parley-recorder", (db) => {
  db.createObjectStore("captures", { keyPath: "id" }).createIndex("workspace", "workspace");
  db.createObjectStore("slices", { keyPath: ["captureId", "n"] }).createIndex("capture", "captureId");
  db.createObjectStore("notes", { keyPath: "id" }).createIndex("capture", "captureId");
});

/** Never rejects, like all that keeps here: what the browser cannot keep is sent all the same. */
export async function keepCapture(capture: Capture): Promise<void> {
  await (await database())?.put("captures", capture).catch(() => undefined);
}

/** A slice, and with it how far its capture is: never one without the other. */
export async function keepSlice(capture: Capture, { bytes, ...slice }: Slice): Promise<void> {
  const db = await database();
  const stored = { ...slice, bytes: await bytes.arrayBuffer() };
  const both = db?.transaction(["captures", "slices"], "readwrite");
  if (!both) return;
  const puts = [both.objectStore("captures").put(capture), both.objectStore("slices").put(stored), both.done];
  await Promise.all(puts).catch(() => undefined);
}

export async function forgetSlice({ captureId, n }: Slice): Promise<void> {
  await (await database())?.delete("slices", [captureId, n]).catch(() => undefined);
}

export async function keepNote(note: KeptNote): Promise<void> {
  await (await database())?.put("notes", note).catch(() => undefined);
}

export async function forgetNote({ id }: KeptNote): Promise<void> {
  await (await database())?.delete("notes", id).catch(() => undefined);
}

/** What of a capture the server has not said that it has, slices in their order. */
export async function listKept(captureId: string): Promise<{ slices: Slice[]; notes: KeptNote[] }> {
  const db = await database();
  const slices = (await db?.getAllFromIndex("slices", "capture", captureId).catch(() => [])) ?? [];
  const notes = (await db?.getAllFromIndex("notes", "capture", captureId).catch(() => [])) ?? [];
  return {
    slices: slices.map((one) => ({ ...one, bytes: new Blob([one.bytes]) })).sort((a, b) => a.n - b.n),
    notes: notes.sort((a, b) => a.atMs - b.atMs),
  };
}

/** The captures of a workspace that are not all with the server, oldest first. */
export async function listCaptures(workspace: string): Promise<Capture[]> {
  const kept = await (await database())?.getAllFromIndex("captures", "workspace", workspace).catch(() => []);
  return (kept ?? []).sort((a, b) => a.beganAt.localeCompare(b.beganAt));
}

/** The server has all of it, or nobody wants it. */
export async function forgetCapture(captureId: string): Promise<void> {
  const db = await database();
  if (!db) return;
  const { slices, notes } = await listKept(captureId);
  const captions = await listCaptions(captureId);
  await Promise.all([...slices.map(forgetSlice), ...notes.map(forgetNote), ...captions.map(forgetCaption)]);
  await db.delete("captures", captureId).catch(() => undefined);
}

/** At sign-out nothing of the person stays in the browser. */
export async function wipeCaptures(): Promise<void> {
  await wipeCaptions();
  const db = await database();
  await Promise.all([db?.clear("captures"), db?.clear("slices"), db?.clear("notes")]).catch(() => undefined);
}
