import { appendAudit } from "@/lib/audit/policy";
import type { AuditAction } from "@/lib/audit/schema";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { templateChanged } from "./events";
import { requireCanManageTemplates } from "./policy";
import { getTemplate, listTemplates } from "./queries";
import type { CreateTemplate, SectionInput, SectionPlan, TemplateDto, UpdateTemplate } from "./schema";

/** More than these nobody chooses from. */
const MOST = 50;

/**
 * Makes a template of reports. Throws INVALID for a name that another one has or a section that is not new, and CONFLICT where there are as many as a workspace has. Emits
 * report_template.changed. Audited.
 */
export function createTemplate(ctx: Ctx, { name, sections }: CreateTemplate): Promise<TemplateDto> {
  return transaction(ctx, async (tx) => {
    requireCanManageTemplates(tx);
    await lockTemplates(tx);
    await requireRoom(tx, name);
    const id = newId();
    const now = tx.clock.now();
    await tx.db.reportTemplate.create({
      data: {
        workspaceId: tx.workspaceId,
        id,
        name,
        sections: plansOf(sections, []),
        createdById: actorMemberId(tx),
        createdAt: now,
        updatedAt: now,
      },
    });
    await tell(tx, id, "created");
    await note(tx, "report_template.created", id, { after: { name } });
    return getTemplate(tx, id);
  });
}

/**
 * Another name, or other sections; a custom section that it has already stays the same one. Throws NOT_FOUND, INVALID for a name that another one
 * has, and CONFLICT where somebody changed it since it was read. Emits report_template.changed. Audited.
 */
export function updateTemplate(
  ctx: Ctx,
  templateId: string,
  { name, sections, revision }: UpdateTemplate,
): Promise<TemplateDto> {
  return transaction(ctx, async (tx) => {
    requireCanManageTemplates(tx);
    await lockTemplates(tx);
    const before = await getTemplate(tx, templateId);
    if (revision !== undefined && revision !== before.revision)
      throw new AppError(
        "CONFLICT",
        "Somebody changed this template since you opened it. Open it again to see how.",
      );
    if (name !== undefined) await requireFreeName(tx, name, templateId);
    await tx.db.reportTemplate.update({
      where: templateKey(tx, templateId),
      data: {
        ...(name === undefined ? {} : { name }),
        ...(sections === undefined ? {} : { sections: plansOf(sections, before.sections) }),
        revision: { increment: 1 },
        updatedAt: tx.clock.now(),
      },
    });
    await tell(tx, templateId, "updated");
    const after = await getTemplate(tx, templateId);
    await note(tx, "report_template.updated", templateId, { before: told(before), after: told(after) });
    return after;
  });
}

/** Nothing is written by it any more until it is brought back; what was written stays. Throws NOT_FOUND. Emits report_template.changed. Audited. */
export function deleteTemplate(ctx: Ctx, templateId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    requireCanManageTemplates(tx);
    await lockTemplates(tx);
    const { name } = await getTemplate(tx, templateId);
    const now = tx.clock.now();
    await tx.db.reportTemplate.update({
      where: templateKey(tx, templateId),
      data: { deletedAt: now, updatedAt: now },
    });
    await tell(tx, templateId, "deleted");
    await note(tx, "report_template.deleted", templateId, { before: { name } });
  });
}

/**
 * Brings a deleted one back. Throws NOT_FOUND, and where its name was given to another one or there are as many as a workspace has, as
 * createTemplate. Emits report_template.changed. Audited.
 */
export function restoreTemplate(ctx: Ctx, templateId: string): Promise<TemplateDto> {
  return transaction(ctx, async (tx) => {
    requireCanManageTemplates(tx);
    await lockTemplates(tx);
    const row = await tx.db.reportTemplate.findFirst({
      where: { workspaceId: tx.workspaceId, id: templateId, deletedAt: { not: null } },
    });
    if (!row) throw notFound("template");
    await requireRoom(tx, row.name);
    await tx.db.reportTemplate.update({
      where: templateKey(tx, templateId),
      data: { deletedAt: null, updatedAt: tx.clock.now() },
    });
    await tell(tx, templateId, "restored");
    await note(tx, "report_template.restored", templateId, { after: { name: row.name } });
    return getTemplate(tx, templateId);
  });
}

/** One after the other, so that no name comes twice. */
async function lockTemplates(tx: TxCtx): Promise<void> {
  await tx.db
    .$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`templates ${tx.workspaceId}`}, 0))::text`;
}

async function requireRoom(tx: TxCtx, name: string): Promise<void> {
  if ((await listTemplates(tx)).length >= MOST)
    throw new AppError("CONFLICT", `A workspace has at most ${MOST} templates.`);
  await requireFreeName(tx, name, null);
}

async function requireFreeName(tx: TxCtx, name: string, ownId: string | null): Promise<void> {
  const same = (other: TemplateDto) => other.id !== ownId && other.name.toLowerCase() === name.toLowerCase();
  if ((await listTemplates(tx)).some(same)) throw invalid("name", "Another template has this name.");
}

/** A custom section without an id is a new one. Throws INVALID for an id that the template does not have, or has twice now. */
function plansOf(sections: SectionInput[], known: SectionPlan[]): SectionPlan[] {
  const own = known.flatMap(({ id }) => id ?? []);
  return sections.map(({ kind, id, title, about }, at) => {
    const isTwice = sections.findIndex((other) => other.id === id) < at;
    if (id && (kind !== "custom" || isTwice || !own.includes(id)))
      throw invalid(`sections.${at}.id`, "The template has no such section.");
    const ownId = kind === "custom" ? (id ?? newId()) : null;
    return { kind, id: ownId, title: title ?? null, about: about ?? null };
  });
}

function templateKey({ workspaceId }: TxCtx, id: string) {
  return { workspaceId_id: { workspaceId, id } };
}

type Change = Parameters<typeof templateChanged>[0]["change"];

async function tell(tx: TxCtx, templateId: string, change: Change): Promise<void> {
  await enqueue(tx, templateChanged({ workspaceId: tx.workspaceId, templateId, change }));
}

type Noted = { before?: Record<string, unknown>; after?: Record<string, unknown> };

async function note(tx: TxCtx, action: AuditAction, id: string, noted: Noted): Promise<void> {
  await appendAudit(tx, { action, target: { kind: "report_template", id }, ...noted });
}

function told({ name, sections }: TemplateDto) {
  return { name, sections: sections.map(({ kind, title }) => title ?? kind) };
}
