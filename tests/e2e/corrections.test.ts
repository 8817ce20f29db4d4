import type { Locator, Page } from "@playwright/test";
import { untilProcessed } from "../support/brought";
import { expect, expectAccessible, test } from "../support/browser";
import { speak } from "../support/tone-speech";

const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;

const transcript = (id: string) => `WEBVTT

00:00:01.000 --> 00:00:05.000
<v Ana>Morning. Today only the bicycles of the heron ${id}.

00:00:06.000 --> 00:00:10.000
<v Ben>We have decided that the shop in Bergen gets fifty bicycles in June.

00:00:11.000 --> 00:00:13.000
<v Ben>They pay on delivery.

00:00:14.000 --> 00:00:18.000
<v Speaker 2>Then I will send the contract tomorrow morning.
`;

const api = "/api/v1/workspaces/acme/audio_recordings";
const headers = { "sec-fetch-site": "same-origin" };

/** A recording of twenty seconds with a transcript and a report. */
async function record(page: Page, id: string): Promise<string> {
  const buffer = Buffer.from(speak(20, () => 300).wav);
  const file = { name: `Stand-up ${id}.wav`, mimeType: "audio/wav", buffer };
  const made = await page.request.post(api, { multipart: { file }, headers });
  expect(made.status(), await made.text()).toBe(202);
  const { recording_id: recordingId } = await made.json();
  const said = await page.request.put(`${api}/${recordingId}/transcript`, {
    data: { text: transcript(id) },
    headers,
  });
  expect(said.status()).toBe(200);
  await untilProcessed(page, recordingId);
  return recordingId;
}

const transcriptOf = (page: Page) => page.getByRole("complementary", { name: "Transcript" });
const secondsOf = (page: Page) =>
  page.locator("audio").evaluate((audio) => (audio instanceof HTMLAudioElement ? audio.currentTime : -1));

/** When a place says some words and others no longer, by the clock of its page: looking from here has a second's delay of its own. */
async function whenItSays(
  place: Locator,
  has: string[],
  hasNot: string[] = [],
): Promise<() => Promise<number>> {
  const watched = await place.evaluateHandle(
    (element, { has, hasNot }) => {
      const says = (words: string) => (element.textContent ?? "").includes(words);
      const at = new Promise<number>((resolve) => {
        const look = () => {
          if (!has.every(says) || hasNot.some(says)) return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(element, { childList: true, characterData: true, subtree: true });
        look();
      });
      return { at };
    },
    { has, hasNot },
  );
  return () => watched.evaluate(({ at }) => at);
}

// A recording is read by jobs before anything rests on it.
test.setTimeout(120_000);

test("a transcript is corrected beside its sound, and somebody else sees it at once", async ({ openAs }) => {
  const id = unique();
  const ana = await openAs("ana@example.com");
  const ben = await openAs("ben@example.com");
  const recordingId = await record(ana, id);
  for (const page of [ana, ben]) {
    await page.goto(`/w/acme/recordings/${recordingId}`);
    await page.getByRole("button", { name: "Transcript", exact: true }).click();
    await expect(transcriptOf(page)).toContainText("fifty bicycles");
  }
  const said = transcriptOf(ana);

  // By keyboard: E on a line, Escape leaves it as it is, Enter saves.
  await said.getByRole("button", { name: /fifty bicycles/ }).focus();
  await ana.keyboard.press("e");
  await ana.keyboard.type(" Really.");
  await ana.keyboard.press("Escape");
  await expect(said.getByRole("button", { name: /fifty bicycles in June\.$/ })).toBeFocused();
  await ana.keyboard.press("e");
  const text = said.getByRole("textbox", { name: "What is said" });
  await text.fill("We have decided that the shop in Bergen gets fifteen bicycles in June.");
  await ana.keyboard.press("Control+Space");
  await expect.poll(() => secondsOf(ana)).toBeGreaterThanOrEqual(6);
  await expectAccessible(ana);
  await ana.keyboard.press("Enter");
  await expect(said).toContainText("fifteen bicycles");
  await expect(transcriptOf(ben)).toContainText("fifteen bicycles");
  await expect(transcriptOf(ben)).toContainText("Corrected by Ana");
  await ana.getByRole("button", { name: "Undo" }).last().click();
  await expect(transcriptOf(ben)).toContainText("fifty bicycles");

  // Split at the caret, and joined again by undoing it.
  await said.getByRole("button", { name: "Correct 0:14" }).click();
  await text.evaluate((field) => field instanceof HTMLTextAreaElement && field.setSelectionRange(5, 5));
  await said.getByRole("button", { name: "Split at the caret" }).click();
  await expect(transcriptOf(ben).getByRole("button", { name: /Then$/ })).toBeVisible();
  await ana.getByRole("button", { name: "Undo" }).last().click();
  await expect(
    transcriptOf(ben).getByRole("button", { name: /Then I will send the contract/ }),
  ).toBeVisible();
  await said.getByRole("button", { name: "Correct 0:06" }).click();
  await said.getByRole("button", { name: "Join with the next line" }).click();
  await expect(
    transcriptOf(ben).getByRole("button", { name: /in June\. They pay on delivery/ }),
  ).toBeVisible();

  // Who speaks: merged, and a name nobody knew yet.
  await said.getByRole("button", { name: "Rename Speaker 2" }).click();
  await ana.getByLabel("The same person as").selectOption("Ana");
  await ana.getByRole("button", { name: "Save" }).click();
  await expect(transcriptOf(ben)).not.toContainText("Speaker 2");
  await said.getByRole("button", { name: "Correct 0:14" }).click();
  await said.getByLabel("Who says it").selectOption("Somebody else");
  await said.getByLabel("Name", { exact: true }).fill("Cleo");
  await said.getByRole("button", { name: "Save" }).click();
  await expect(transcriptOf(ben)).toContainText("Cleo");

  // Taken out, and restored from what was removed.
  await said.getByRole("button", { name: "Correct 0:01" }).click();
  await said.getByRole("button", { name: "Take this line out" }).click();
  await expect(transcriptOf(ben)).not.toContainText("Morning.");
  await said.getByRole("tab", { name: "Details" }).click();
  await expect(said.locator("[data-removed]")).toContainText("Morning.");
  await expect(said.locator("[data-speaker]").filter({ hasText: "Ben" })).toContainText("64 %");
  await expectAccessible(ana);
  await said.getByRole("button", { name: "Restore the line at 0:01" }).click();
  await expect(transcriptOf(ben)).toContainText("Morning.");
});

test("one word is corrected, and within two seconds what rested on it says so; nothing rewrites itself", async ({
  openAs,
}) => {
  const id = unique();
  const ana = await openAs("ana@example.com");
  const ben = await openAs("ben@example.com");
  const recordingId = await record(ana, id);
  const answer = ana.getByRole("log").locator("[data-answer]").last();
  await expect(async () => {
    await ana.goto("/w/acme/chats");
    const composer = ana.getByRole("textbox", { name: /^Message to/ });
    await composer.fill("How many bicycles does the shop in Bergen get?");
    await composer.press("Enter");
    await expect(answer).toContainText("gets fifty bicycles", { timeout: 8_000 });
  }).toPass({ timeout: 45_000 });
  await expect(answer).not.toContainText("Source changed");

  await ben.goto(`/w/acme/recordings/${recordingId}`);
  const report = ben.getByRole("region", { name: "Report" });
  await expect(report.locator("[data-line=stale]")).toHaveCount(0);
  await ben.getByRole("button", { name: "Transcript", exact: true }).click();
  await transcriptOf(ben).getByRole("button", { name: "Correct 0:06" }).click();
  const text = transcriptOf(ben).getByRole("textbox", { name: "What is said" });
  await text.fill("We have decided that the shop in Bergen gets fifteen bicycles in June.");
  const saidSo = await whenItSays(answer, ["Source changed"]);
  await text.press("Enter");
  const saved = Date.now();
  await expect(answer).toContainText("Source changed");
  expect((await saidSo()) - saved).toBeLessThan(2_000);
  await expect(answer.locator("mark").filter({ hasText: /^fifty$/ })).toBeVisible();
  await expect(answer.locator("mark").filter({ hasText: /^fifteen$/ })).toBeVisible();
  await expectAccessible(ana);
  await answer
    .getByRole("button", { name: /^Quote 1:/ })
    .first()
    .click();
  await expect(ana.locator("[data-pane]")).toContainText("What is said here was corrected since.");
  await expectAccessible(ana);

  // On a phone the transcript covers the report.
  await ben.getByRole("button", { name: "Transcript", exact: true }).click();
  const line = report.locator("[data-line=stale]").first();
  await expect(line).toContainText("Source changed");
  await expect(line.locator("mark").filter({ hasText: /^fifteen$/ })).toBeVisible();
  await expectAccessible(ben);
  const marked = await report.locator("[data-line=stale]").count();
  await line.getByRole("button", { name: "Redo" }).click();
  await expect(report.locator("[data-line=stale]")).toHaveCount(marked - 1);
  await expect(report.locator("[data-line=fresh]").filter({ hasText: "fifteen bicycles" })).toHaveCount(1);
});

test("a message is edited, deleted and brought back, and what quotes it says so everywhere within two seconds", async ({
  openAs,
}) => {
  const id = unique();
  const ana = await openAs("ana@example.com");
  const ben = await openAs("ben@example.com");
  const cleo = await openAs("cleo@example.com");
  const workspace = "/api/v1/workspaces/acme";
  const asked = async (page: Page, method: string, path: string, data?: object) => {
    const answer = await page.request.fetch(`${workspace}${path}`, {
      ...{ method, headers },
      ...(data ? { data } : {}),
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.status() === 204 ? null : answer.json();
  };
  const channel = { kind: "channel", name: `heron-${id}`, visibility: "public" };
  const { id: channelId } = await asked(ben, "POST", "/conversations", channel);
  const said = (bicycles: string) => `The heron ${id} gets ${bicycles} bicycles in June.`;
  const sent = { client_id: crypto.randomUUID(), body: said("fifty") };
  const { id: messageId } = await asked(ben, "POST", `/conversations/${channelId}/messages`, sent);
  const edit = (bicycles: string) => asked(ben, "PATCH", `/messages/${messageId}`, { body: said(bicycles) });

  // Neither of them has the channel open: Ana an answer that quotes it, Cleo a task that came from it.
  const answer = ana.getByRole("log").locator("[data-answer]").last();
  await expect(async () => {
    await ana.goto("/w/acme/chats");
    const composer = ana.getByRole("textbox", { name: /^Message to/ });
    await composer.fill(`How many bicycles does the heron ${id} get?`);
    await composer.press("Enter");
    await expect(answer).toContainText("gets fifty bicycles", { timeout: 8_000 });
  }).toPass({ timeout: 45_000 });
  await asked(cleo, "POST", "/tasks", { title: `Order for ${id}`, source: { message_id: messageId } });
  await cleo.goto("/w/acme/tasks");
  const task = cleo.locator("[data-task]").filter({ hasText: id });
  await expect(task).toContainText("gets fifty bicycles");
  for (const place of [answer, task]) await expect(place).not.toContainText("Source changed");

  const saidSo = await Promise.all(
    [answer, task].map((place) => whenItSays(place, ["Source changed", "fifteen", "Redo"])),
  );
  await edit("fifteen");
  const edited = Date.now();
  for (const place of [answer, task]) {
    await expect(place).toContainText("Source changed");
    await expect(place.locator("mark").filter({ hasText: /^fifty$/ })).toBeVisible();
    await expect(place.locator("mark").filter({ hasText: /^fifteen$/ })).toBeVisible();
    await expect(place.getByRole("button", { name: "Redo" })).toBeVisible();
  }
  for (const at of saidSo) expect((await at()) - edited).toBeLessThan(2_000);
  await expectAccessible(ana);
  const chip = answer.getByRole("button", { name: /^Quote 1:/ }).first();
  await chip.click();
  const pane = ana.locator("[data-pane]");
  await expect(pane).toContainText("This message was edited since.");
  await expect(pane.locator("[data-cited]")).toContainText("gets fifteen bicycles");
  await expectAccessible(ana);
  await ana.keyboard.press("Escape");

  await edit("fifty");
  for (const place of [answer, task]) await expect(place).not.toContainText("Source changed");

  // Deleted, nobody reads its words any more; brought back within ten seconds, they are quoted again.
  const gone = await Promise.all([
    whenItSays(answer, ["Deleted since, and no longer quoted"], ["gets fifty bicycles"]),
    whenItSays(task, [], ["gets fifty bicycles"]),
  ]);
  await asked(ben, "DELETE", `/messages/${messageId}`);
  const deleted = Date.now();
  await expect(answer).toContainText("Deleted since, and no longer quoted");
  for (const place of [answer, task]) await expect(place).not.toContainText("gets fifty bicycles");
  for (const at of gone) expect((await at()) - deleted).toBeLessThan(2_000);
  await expect(task).toContainText("What it came from is no longer there.");
  await asked(ben, "POST", `/messages/${messageId}/restore`);
  for (const place of [answer, task]) await expect(place).toContainText("gets fifty bicycles");
  await expect(answer).not.toContainText("Deleted since");

  // Redo asks again and leaves the first answer as it is; the task rests on what is said today.
  await edit("fifteen");
  const answers = ana.getByRole("log").locator("[data-answer]");
  const first = answers.first();
  await first.getByRole("button", { name: "Redo" }).click();
  await expect(answers).toHaveCount(2);
  await expect(answers.last()).toContainText("gets fifteen bicycles");
  await expect(first).toContainText("gets fifty bicycles");
  await task.getByRole("button", { name: "Redo" }).click();
  await expect(task).not.toContainText("Source changed");
  await expect(task).toContainText("gets fifteen bicycles");
});
