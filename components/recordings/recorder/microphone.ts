/** Why nothing can be recorded, or mixed in. */
export type Refusal =
  | "insecure"
  | "unsupported"
  | "denied"
  | "none"
  | "busy"
  | "unknown"
  | "noTabAudio"
  | "tabDenied";

/** What is recorded was refused: by the browser, by whoever sits before it, or because there is nothing to record with. */
export class MicrophoneRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause?: unknown) {
    super(refusal, { cause });
    this.name = "MicrophoneRefused";
    this.refusal = refusal;
  }
}

const REFUSALS: Record<string, Refusal> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** The sound of a microphone; the browser's choice where none is chosen. Throws `MicrophoneRefused`. */
export async function openMicrophone(deviceId: string | null): Promise<MediaStream> {
  if (!window.isSecureContext) throw new MicrophoneRefused("insecure");
  if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === "undefined" || typeOfSound() === null)
    throw new MicrophoneRefused("unsupported");
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: deviceId ? { deviceId: { exact: deviceId } } : true,
    });
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : "";
    throw new MicrophoneRefused(REFUSALS[name] ?? "unknown", cause);
  }
}

/** Whether this browser can give the sound of another tab. */
export const canHearTabs = () => Boolean(navigator.mediaDevices?.getDisplayMedia);

/** The sound of a tab that is chosen in the browser's own dialog. Its picture is not looked at. Throws `MicrophoneRefused`. */
export async function openTab(): Promise<MediaStream> {
  let shown: MediaStream;
  try {
    // Browsers open the dialog only for a picture as well.
    shown = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: true });
  } catch (cause) {
    throw new MicrophoneRefused("tabDenied", cause);
  }
  const [sound] = shown.getAudioTracks();
  if (!sound) {
    for (const track of shown.getTracks()) track.stop();
    throw new MicrophoneRefused("noTabAudio");
  }
  // Ended, the picture would take the sound along in some browsers.
  for (const picture of shown.getVideoTracks()) picture.enabled = false;
  return shown;
}

export type Device = { deviceId: string; label: string };

/** The microphones. Before the first permission browsers name none of them. */
export async function listMicrophones(): Promise<Device[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return devices
    .filter(({ kind, deviceId, label }) => kind === "audioinput" && deviceId !== "" && label !== "")
    .map(({ deviceId, label }) => ({ deviceId, label }));
}

/** In the order in which the server likes them: all are joined, the first ones without a loss anywhere. */
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4;codecs=opus", "audio/mp4"];

/** The kind of sound that this browser records; null where it records none. */
export function typeOfSound(): string | null {
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}
