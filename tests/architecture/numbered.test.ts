import { expect, test } from "vitest";
import { codeOf, read, sourcesUnder } from "./sources";

/** What writes a line of a conversation's log. */
const WRITERS = ["appendEvent", "nextEventSeq", "insertNumbered", "announceChange", "changeConversation"];

/** Does what another case does, for several or in a conversation of another kind. */
const SAME_AS: Record<string, string> = { nameChat: "updateConversation", addParticipants: "addParticipant" };

test("every command that changes a conversation by number is among those whose events are compared with a fresh fetch", () => {
  const compared = read("lib/messages/verify-events.test.ts");
  const commands = sourcesUnder("lib")
    .filter((file) => file.endsWith("commands.ts"))
    .flatMap((file) => numberingIn(codeOf(file)))
    .filter((name) => !WRITERS.includes(name));
  expect(commands.length).toBeGreaterThan(10);
  expect(commands.filter((name) => !new RegExp(`\\b${SAME_AS[name] ?? name}\\b`).test(compared))).toEqual([]);
});

/** The exported functions of a file that call a writer, themselves or by a function beside them. */
function numberingIn(code: string): string[] {
  const functions = code.split(/^(?=(?:export )?(?:async )?function )/m).flatMap((text) => {
    const [, exported, name] = /^(export )?(?:async )?function (\w+)/.exec(text) ?? [];
    return name ? [{ name, isExported: Boolean(exported), text: text.slice(text.indexOf("(")) }] : [];
  });
  const writing = new Set(WRITERS);
  for (let size = -1; size !== writing.size; ) {
    size = writing.size;
    for (const { name, text } of functions)
      if ([...writing].some((writer) => new RegExp(`\\b${writer}\\(`).test(text))) writing.add(name);
  }
  return functions.filter(({ name, isExported }) => isExported && writing.has(name)).map(({ name }) => name);
}
