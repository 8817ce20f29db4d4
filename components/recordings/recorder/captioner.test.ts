import { afterEach, expect, test, vi } from "vitest";
import { type Caption, Captioner } from "./captioner";
import { captionsHere, listenerOf, type Recognition, type Recognized } from "./speech";

const CHROME =
  "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const opened: FakeRecognition[] = [];

/** What the browser has of it, told what it hears. */
class FakeRecognition implements Recognition {
  static async available({ processLocally }: { processLocally: boolean }) {
    return processLocally ? "available" : "unavailable";
  }
  lang = "";
  continuous = false;
  interimResults = false;
  processLocally = false;
  onresult: Recognition["onresult"] = null;
  onerror: Recognition["onerror"] = null;
  onend: Recognition["onend"] = null;
  isAborted = false;
  start(): void {
    opened.push(this);
  }
  abort(): void {
    this.isAborted = true;
    this.onend?.();
  }
  hear(transcript: string, isFinal: boolean): void {
    const results: Recognized["results"] = [Object.assign([{ transcript }], { isFinal })];
    this.onresult?.({ resultIndex: 0, results });
  }
}

afterEach(() => {
  opened.length = 0;
  vi.unstubAllGlobals();
});

function page(recognition: object, userAgent = CHROME): void {
  vi.stubGlobal("window", recognition);
  vi.stubGlobal("navigator", { userAgent });
}

test("a browser that hears on the device writes captions; of any other it is said whose server would hear", async () => {
  page({ SpeechRecognition: FakeRecognition });
  expect(await captionsHere("en-US", true)).toEqual({ state: "ready", language: "en-US" });
  expect(await captionsHere("en-US", false)).toEqual({ state: "off", why: "forbidden" });
  page({ webkitSpeechRecognition: class {} });
  expect(await captionsHere("en-US", true)).toEqual({ state: "off", why: "google" });
  page({});
  expect(await captionsHere("en-US", true)).toEqual({ state: "off", why: "none" });
  expect(listenerOf(`${CHROME} Edg/140.0.0.0`)).toBe("microsoft");
  expect(listenerOf(CHROME.replace("Chrome/140.0.0.0 ", "Version/26.0 "))).toBe("apple");
});

test("what is said becomes lines with their seconds, on the device alone; a session that ends is followed by the next", () => {
  page({ SpeechRecognition: FakeRecognition });
  let nowMs = 2_000;
  const lines: Caption[] = [];
  const hearing: string[] = [];
  let failed = 0;
  const captioner = new Captioner("en-US", {} as MediaStreamTrack, {
    nowMs: () => nowMs,
    onHearing: (text) => hearing.push(text),
    onCaption: (line) => lines.push(line),
    onFailed: () => {
      failed += 1;
    },
  });
  captioner.run();
  expect(opened[0]).toMatchObject({ lang: "en-US", processLocally: true, continuous: true });
  opened[0]?.hear("We move", false);
  nowMs = 4_000;
  opened[0]?.hear("We move the launch.", true);
  opened[0]?.onend?.();
  nowMs = 4_200;
  opened[1]?.hear("By one week.", true);
  expect(lines).toEqual([
    { startMs: 1_500, endMs: 4_000, text: "We move the launch." },
    { startMs: 4_000, endMs: 4_200, text: "By one week." },
  ]);
  expect(hearing).toEqual(["We move", "", ""]);

  opened[1]?.onerror?.({ error: "no-speech" });
  captioner.halt();
  expect([opened[1]?.isAborted, opened.length, failed]).toEqual([true, 2, 0]);
  captioner.run();
  opened[2]?.onerror?.({ error: "service-not-allowed" });
  expect([opened.length, failed]).toEqual([3, 1]);
});

test("a browser that ends as soon as it began is not asked for ever", () => {
  page({ SpeechRecognition: FakeRecognition });
  let failed = 0;
  const sink = { nowMs: () => 0, onHearing: () => undefined, onCaption: () => undefined };
  const onFailed = () => {
    failed += 1;
  };
  new Captioner("en-US", {} as MediaStreamTrack, { ...sink, onFailed }).run();
  for (let at = 0; at < 10; at++) opened[at]?.onend?.();
  expect([opened.length, failed]).toEqual([5, 1]);
});
