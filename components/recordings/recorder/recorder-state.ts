import type { KeptCaption } from "./kept-captions";
import type { Capture, KeptNote } from "./kept-captures";
import type { Refusal } from "./microphone";

/** Why it stands still although nobody paused it: the microphone ended or was muted, or the system took the sound. */
export type Cut = "ended" | "muted" | "taken";

/** A capture on its way to the server, while it is recorded and after. */
export type Sending = {
  capture: Capture;
  /** Slices that are only in this browser. */
  slices: number;
  isAway: boolean;
  /** What the server said when it refused it. */
  problem: string | null;
};

export type RecorderState = {
  phase: "idle" | "starting" | "recording" | "paused" | "stopping";
  /** What is being recorded. */
  captureId: string | null;
  cut: Cut | null;
  /** Nothing was heard for ten seconds. */
  isQuiet: boolean;
  /** What was noted in this recording. */
  notes: KeptNote[];
  /** What this browser wrote down, and what it is hearing. `failed`: it hears no more. */
  captions: { state: "off" | "on" | "failed"; lines: KeptCaption[]; hearing: string };
  hasTab: boolean;
  /** null: the browser's choice. */
  deviceId: string | null;
  refusal: Refusal | null;
  sending: Record<string, Sending>;
  /** Captures that are not to be offered any more: all of them arrived, or they were taken away, which can be undone. */
  hidden: string[];
};

export const IDLE: Omit<RecorderState, "sending" | "hidden"> = {
  phase: "idle",
  captureId: null,
  cut: null,
  isQuiet: false,
  notes: [],
  captions: { state: "off", lines: [], hearing: "" },
  hasTab: false,
  deviceId: null,
  refusal: null,
};
