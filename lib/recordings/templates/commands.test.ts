import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DAY } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { updateWorkspace } from "@/lib/workspaces/commands";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { workOn } from "@/tests/support/recordings";
import { createRecording, updateRecording } from "../commands";
import { exportRecording } from "../exports/queries";
import { getRecording } from "../queries";
import { writeReport } from "../reports/commands";
import { getReport } from "../reports/queries";
import type { ReportDto } from "../reports/schema";
import { createShareLink } from "../sharing/commands";
import { describeShared } from "../sharing/opening/queries";
import { findOpenLink } from "../sharing/queries";
import { createTemplate, deleteTemplate, restoreTemplate, updateTemplate } from "./commands";
import { templateChanged } from "./events";
import { purgeTemplates } from "./purging/commands";
import { getTemplate, listTemplates } from "./queries";
import { type CreateTemplate, CreateTemplate as Input, type TemplateDto } from "./schema";

let all: Cast;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
afterAll(() => all.db.drop());
beforeEach(() => all.recorded.clear());

const TRANSCRIPT = `[0:00] Ana: Good morning. Today we talk about the pilot in Bergen.
[0:10] Ben: The price is too high for a town of our size.
[0:20] Ana: I will send another offer by Friday.
[0:30] Ben: Our mechanics need a day of training before the pilot begins.`;

const OWN: CreateTemplate = {
  name: "Customer interview",
  sections: [
    { kind: "custom", title: "Price", about: "What the customer said about the price." },
    { kind: "action_items", title: "What we promised" },
    { kind: "custom", title: "Competitors", about: "Which other vendors they mentioned." },
  ],
};

const ctx = (person: CastMember): Ctx => all.ctxOf(person);
const by = (person: CastMember) => ({ list: () => read(ctx(person), listTemplates) });
const reportOf = (id: string, person = all.ana) => read(ctx(person), (tx) => getReport(tx, id));
const told = ({ sections }: Pick<ReportDto, "sections">) =>
  sections.map(({ kind, title, lines }) => [title ?? kind, lines.map(({ quote }) => quote)]);

async function make(name = `Template ${newId()}`): Promise<TemplateDto> {
  return createTemplate(ctx(all.ben), { ...OWN, name });
}

async function keep(input: { templateId?: string; template?: "lecture" } = {}): Promise<string> {
  const { recordingId } = await createRecording(ctx(all.mia), {
    transcript: TRANSCRIPT,
    title: "Bergen",
    ...input,
  });
  await workOn(ctx(all.mia), recordingId);
  return recordingId;
}

describe("a template of the workspace's own", () => {
  test("is made by an admin, used by every member, and is nobody else's", async () => {
    const template = await make("Customer interview");
    expect(template.sections.map(({ kind, title, id }) => [kind, title, id !== null])).toEqual([
      ["custom", "Price", true],
      ["action_items", "What we promised", false],
      ["custom", "Competitors", true],
    ]);
    expect((await by(all.mia).list()).map(({ id }) => id)).toContain(template.id);
    expect(await by(all.eve).list()).toEqual([]);
    expect((await by(all.gus).list()).map(({ id }) => id)).not.toContain(template.id);
    for (const stranger of [all.gus, all.eve])
      await expect(read(ctx(stranger), (tx) => getTemplate(tx, template.id))).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    await expect(createTemplate(ctx(all.mia), OWN)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(updateTemplate(ctx(all.mia), template.id, { name: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(deleteTemplate(ctx(all.gus), template.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(createTemplate(ctx(all.ana), { ...OWN, name: "customer INTERVIEW" })).rejects.toMatchObject({
      code: "INVALID",
    });
  });

  test("tells every open browser of the workspace, and the log who did it", async () => {
    const { id } = await make();
    await updateTemplate(ctx(all.ana), id, { name: "Another name" });
    await deleteTemplate(ctx(all.ana), id);
    await restoreTemplate(ctx(all.ana), id);
    await all.recorded.settled();
    const heard = all.recorded.live.filter(({ name }) => name === templateChanged.eventName);
    expect(heard.map(({ payload }) => (payload as { change: string }).change)).toEqual([
      "created",
      "updated",
      "deleted",
      "restored",
    ]);
    const log = await all.db.superuser<{ action: string }>(
      `select action from "AuditEntry" where "targetId" = $1 order by seq`,
      [id],
    );
    expect(log.map(({ action }) => action)).toEqual(
      ["created", "updated", "deleted", "restored"].map((deed) => `report_template.${deed}`),
    );
  });

  test("keeps its custom sections the same through a change, and takes no change of what was not seen", async () => {
    const { id, revision, sections } = await make();
    const [price, promised, others] = sections;
    const after = await updateTemplate(ctx(all.ben), id, {
      revision,
      sections: [
        { kind: "custom", id: others?.id, title: "Others", about: "Which other vendors they mentioned." },
        { kind: "custom", title: "Next", about: "What happens next." },
        { kind: "custom", id: price?.id, title: "Price", about: "What the customer said about the price." },
      ],
    });
    expect(after.sections.map((section) => section.id)).toEqual([others?.id, expect.any(String), price?.id]);
    expect(promised?.id).toBeNull();
    await expect(updateTemplate(ctx(all.ana), id, { revision, name: "Mine" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const stolen = { kind: "custom" as const, id: newId(), title: "Not mine", about: "Of another template." };
    await expect(updateTemplate(ctx(all.ana), id, { sections: [stolen] })).rejects.toMatchObject({
      code: "INVALID",
    });
  });

  test.each([
    ["no section", []],
    ["thirteen", Array.from({ length: 13 }, () => ({ kind: "custom", title: "x", about: "y" }))],
    ["a kind twice", [{ kind: "risks" }, { kind: "risks" }]],
    ["a custom one without its sentence", [{ kind: "custom", title: "Price" }]],
    ["a custom one without a title", [{ kind: "custom", about: "What was said." }]],
    ["a sentence for a kind", [{ kind: "risks", about: "What may go wrong." }]],
    ["two lines", [{ kind: "custom", title: "Price\nand more", about: "What was said." }]],
  ])("is refused with %s", (_, sections) => {
    expect(Input.safeParse({ name: "x", sections }).success).toBe(false);
  });

  test("is erased 30 days after it was deleted", async () => {
    const { id } = await make();
    await deleteTemplate(ctx(all.ana), id);
    const later = (days: number) => ({
      ...ctx(all.ana),
      clock: { now: () => new Date(Date.now() + days * DAY) },
    });
    await purgeTemplates(later(29));
    await restoreTemplate(ctx(all.ana), id);
    await deleteTemplate(ctx(all.ana), id);
    await purgeTemplates(later(31));
    await expect(restoreTemplate(ctx(all.ana), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a report by it", () => {
  const WRITTEN = [
    ["Price", ["The price is too high for a town of our size."]],
    ["What we promised", ["I will send another offer by Friday."]],
    ["Competitors", []],
  ];

  test("has its sections in order, each line with its segments, and an empty one where nothing was said", async () => {
    const { id, name } = await make();
    const report = await reportOf(await keep({ templateId: id }));
    expect(told(report)).toEqual(WRITTEN);
    expect(report).toMatchObject({ templateId: id, templateName: name, templateNow: "same", leftOut: 0 });
    expect(report.sections[0]?.lines[0]).toMatchObject({ startMs: 10_000, speaker: "Ben" });
    expect(report.sections[0]?.lines[0]?.segmentIds).toHaveLength(1);
  });

  test("stays as it is when the template is changed or deleted, and is written anew by what it says then", async () => {
    const { id, sections } = await make();
    const recordingId = await keep({ templateId: id });
    const [price] = sections;
    const training = { kind: "custom" as const, title: "Training", about: "Which training they need." };
    await updateTemplate(ctx(all.ana), id, {
      sections: [{ kind: "custom", id: price?.id, title: "Money", about: price?.about }, training],
    });
    expect(told(await reportOf(recordingId))).toEqual(WRITTEN);
    expect(await reportOf(recordingId)).toMatchObject({ templateNow: "changed" });
    // One section goes on asking for what the report has.
    await writeReport(ctx(all.mia), recordingId, { sectionId: price?.id ?? "" });
    expect(told(await reportOf(recordingId))).toEqual(WRITTEN);

    const { report: anew } = await writeReport(ctx(all.mia), recordingId, {});
    expect(anew?.sections.map(({ title }) => title)).toEqual(["Money", "Training"]);
    expect(anew?.sections[1]?.lines).toHaveLength(1);
    expect(anew).toMatchObject({ templateNow: "same" });

    await deleteTemplate(ctx(all.ana), id);
    expect(await reportOf(recordingId)).toMatchObject({ templateNow: "gone", sections: anew?.sections });
    const { report: kept } = await writeReport(ctx(all.mia), recordingId, {});
    expect(kept?.sections.map(({ title }) => title)).toEqual(["Money", "Training"]);
    await expect(writeReport(ctx(all.mia), recordingId, { templateId: id })).rejects.toMatchObject({
      code: "INVALID",
    });
  });

  test("is chosen for a report that is there, and the version before brings its own template back", async () => {
    const { id } = await make();
    const recordingId = await keep();
    const before = await reportOf(recordingId);
    expect(before).toMatchObject({ template: "meeting", templateId: null });
    const { report } = await writeReport(ctx(all.mia), recordingId, { templateId: id });
    expect(told(report ?? before)).toEqual(WRITTEN);
    const chosen = () => read(ctx(all.mia), (tx) => getRecording(tx, recordingId));
    expect(await chosen()).toMatchObject({ templateId: id });
    const { report: back } = await writeReport(ctx(all.mia), recordingId, { fromVersion: before.version });
    expect(back).toMatchObject({ templateId: null, sections: before.sections });
    expect(await chosen()).toMatchObject({ templateId: null });
    await expect(writeReport(ctx(all.mia), recordingId, { sectionId: newId() })).rejects.toMatchObject({
      code: "INVALID",
    });
  });

  test("is what the workspace wants unless it is chosen, and what is built in once it is gone", async () => {
    const { id } = await make();
    await expect(updateWorkspace(ctx(all.ana), { reportTemplateId: newId() })).rejects.toMatchObject({
      code: "INVALID",
    });
    await updateWorkspace(ctx(all.ana), { reportTemplate: "interview", reportTemplateId: id });
    expect(await reportOf(await keep())).toMatchObject({ templateId: id });
    expect(await reportOf(await keep({ template: "lecture" }))).toMatchObject({
      template: "lecture",
      templateId: null,
    });
    await deleteTemplate(ctx(all.ana), id);
    expect(await reportOf(await keep())).toMatchObject({ template: "interview", templateId: null });
    // What was recorded without a connection comes late: it is kept, whatever became of the template.
    expect(await reportOf(await keep({ templateId: id }))).toMatchObject({ templateId: null });
    await updateWorkspace(ctx(all.ana), { reportTemplate: "meeting", reportTemplateId: null });
  });

  test("cannot be one of another workspace", async () => {
    const theirs = await createTemplate(ctx(all.gus), OWN);
    const input = { transcript: TRANSCRIPT, templateId: theirs.id };
    await expect(createRecording(ctx(all.ana), input)).rejects.toMatchObject({ code: "INVALID" });
    const recordingId = await keep();
    await expect(updateRecording(ctx(all.ana), recordingId, { templateId: theirs.id })).rejects.toMatchObject(
      { code: "INVALID" },
    );
    await expect(updateWorkspace(ctx(all.ana), { reportTemplateId: theirs.id })).rejects.toMatchObject({
      code: "INVALID",
    });
  });

  test("leaves with its sections in order: as a file, and by a link", async () => {
    const { id } = await make();
    const recordingId = await keep({ templateId: id });
    const exported = async (format: "md" | "json" | "docx" | "pdf") =>
      (await exportRecording(ctx(all.mia), recordingId, format)).text();
    const markdown = await exported("md");
    expect(markdown.match(/^## .+$/gm)).toEqual([
      "## Price",
      "## What we promised",
      "## Competitors",
      "## Transcript",
    ]);
    expect(markdown).toContain("## Competitors\n\nNothing was said about this.");
    const { report } = JSON.parse(await exported("json"));
    expect(report.sections.map(({ title }: { title: string }) => title)).toEqual(
      WRITTEN.map(([title]) => title),
    );
    expect(report.sections[0]).toMatchObject({ about: "What the customer said about the price." });
    for (const format of ["docx", "pdf"] as const) expect(await exported(format)).toContain("Competitors");

    const { link } = await createShareLink(ctx(all.mia), recordingId, {
      sound: false,
      transcript: false,
      expiresInDays: 7,
    });
    const shared = await read(ctx(all.mia), async (tx) => {
      const open = await findOpenLink(tx, link.id);
      if (!open) throw new Error("The premise: the link is open.");
      return describeShared(tx, open, "Acme");
    });
    expect(shared.sections.map(({ title, lines }) => [title, lines.length])).toEqual([
      ["Price", 1],
      ["What we promised", 1],
      ["Competitors", 0],
    ]);
  });
});
