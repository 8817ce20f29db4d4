/** The part of the browser's speech recognition that is used here; not every browser has all of it. */
export type Recognition = {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  /** true: what is said is heard on this device alone, or not at all. */
  processLocally: boolean;
  onresult: ((event: Recognized) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(track: MediaStreamTrack): void;
  abort(): void;
};

export type Recognized = {
  resultIndex: number;
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
};

type Languages = { langs: string[]; processLocally: true };
type RecognitionClass = {
  new (): Recognition;
  available?(wanted: Languages): Promise<string>;
  install?(wanted: Languages): Promise<boolean>;
};

/** Who would hear what is said, in a browser that sends it away. */
export type Listener = "google" | "microsoft" | "apple" | "unknown";

/** Whether this browser writes captions by itself: it does, it can once it has fetched a language, or why it does not. */
export type CaptionsHere =
  | { state: "ready"; language: string }
  | { state: "installable"; language: string }
  | { state: "off"; why: "none" | "forbidden" | Listener };

export async function captionsHere(language: string, isAllowed: boolean): Promise<CaptionsHere> {
  if (!isAllowed) return { state: "off", why: "forbidden" };
  const found = recognitionClass();
  if (!found) return { state: "off", why: "none" };
  const here = await found.available?.({ langs: [language], processLocally: true }).catch(() => null);
  if (here === "available") return { state: "ready", language };
  if (here === "downloadable" || here === "downloading") return { state: "installable", language };
  return { state: "off", why: listenerOf(navigator.userAgent) };
}

/** Has the browser fetch what it needs to hear a language by itself. False where it could not. */
export async function installLanguage(language: string): Promise<boolean> {
  const wanted: Languages = { langs: [language], processLocally: true };
  return (
    (await recognitionClass()
      ?.install?.(wanted)
      .catch(() => false)) ?? false
  );
}

/** Hears on this device alone. null where the browser cannot. */
export function openRecognition(language: string): Recognition | null {
  const found = recognitionClass();
  if (!found) return null;
  const recognition = new found();
  return Object.assign(recognition, {
    lang: language,
    continuous: true,
    interimResults: true,
    processLocally: true,
  });
}

/** By how browsers name themselves: those of others that are made of Chrome's parts count as Google's. */
export function listenerOf(userAgent: string): Listener {
  if (/\bEdg(?:e|A|iOS)?\//.test(userAgent)) return "microsoft";
  if (/\b(?:Chrome|Chromium|CriOS)\//.test(userAgent)) return "google";
  return /\bSafari\//.test(userAgent) ? "apple" : "unknown";
}

function recognitionClass(): RecognitionClass | null {
  const found: unknown =
    Reflect.get(window, "SpeechRecognition") ?? Reflect.get(window, "webkitSpeechRecognition");
  return isRecognitionClass(found) ? found : null;
}

function isRecognitionClass(found: unknown): found is RecognitionClass {
  return typeof found === "function";
}
