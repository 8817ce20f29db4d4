import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toSnake } from "@/lib/core/case";
import { newId } from "@/lib/core/ids";
import { getTextRoute, listVersionsRoute, type VersionDto } from "@/lib/documents/schema";
import { lookAgain } from "./look-again";
import type { CitedPlace } from "./source-states";

const quote = "The motor is covered for seven years.";
const same = { what: "same", today: null, correctedBy: [] };
const asked: string[] = [];

beforeEach(() => void asked.splice(0));
afterEach(() => vi.unstubAllGlobals());

/** The server has these texts of a document, by version from 1, one of which is found. */
function documentOf(texts: (string | null)[], answering: number): CitedPlace {
  const sourceId = newId();
  const file = {
    id: newId(),
    name: "motor.md",
    mediaType: "text/markdown",
    sizeBytes: 1,
    sha256: "",
    width: null,
    height: null,
    picture: null,
    isMoving: false,
    createdAt: "2026-03-09T10:00:00.000Z",
  };
  const versions = texts.map(
    (_, at): VersionDto => ({
      version: at + 1,
      kind: "markdown",
      answers: at + 1 === answering,
      file,
      pages: null,
      createdAt: file.createdAt,
    }),
  );
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    if (url.includes("/versions"))
      return Response.json(
        toSnake(listVersionsRoute.response, { items: versions.toReversed(), nextCursor: null }),
      );
    const text = texts[Number(/version=(\d+)/.exec(url)?.[1]) - 1];
    if (text === null || text === undefined)
      return Response.json({ code: "NOT_FOUND", title: "There is no such text." }, { status: 404 });
    const part = { place: { kind: "text" as const }, text, headings: [], rows: [] };
    return Response.json(toSnake(getTextRoute.response, { items: [part], nextCursor: null }));
  });
  const anchor = { kind: "text" as const, start: 0, end: quote.length };
  return { sourceType: "document", sourceId, version: 1, anchor, quote };
}

test("words that stand in the new version too are not called changed", async () => {
  const place = documentOf([quote, `# Motor\n\nNew: ${quote}`], 2);
  expect(await lookAgain("acme", place)).toEqual(same);
});

test("words that became others are shown as they are today, read once for all quotes of them", async () => {
  const place = documentOf([quote, "Bikes.\n\nThe motor is covered for nine years."], 2);
  const today = { what: "changed", today: "The motor is covered for nine years.", correctedBy: [] };
  expect(await Promise.all([lookAgain("acme", place), lookAgain("acme", place)])).toEqual([today, today]);
  expect(asked.filter((url) => url.includes("/text"))).toHaveLength(1);
});

test("words of which nothing is left, or that a new version without text took, are gone from it", async () => {
  const none = { what: "changed", today: null, correctedBy: [] };
  expect(await lookAgain("acme", documentOf([quote, "Soup of the day."], 2))).toEqual(none);
  expect(await lookAgain("acme", documentOf([quote, null], 2))).toEqual(none);
});

test("until another version is found, the cited one holds: whatever failed after it and is being read", async () => {
  expect(await lookAgain("acme", documentOf([quote, null, "Something else."], 1))).toEqual(same);
  expect(asked).toHaveLength(1);
});
