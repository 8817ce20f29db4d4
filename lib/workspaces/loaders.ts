import "server-only";
import { cache } from "react";
import { identity, type Role, read } from "@/lib/ctx";
import { describeInstallation } from "@/lib/web/installation";
import { getPageCtx, requireVisitor } from "@/lib/web/page";
import { getWorkspace, listDeletedWorkspaces } from "./queries";
import type { DeletedWorkspaceDto, WorkspaceDto } from "./schema";

export type LoadedWorkspace = {
  workspace: { id: string; slug: string; name: string };
  /** All workspaces of the viewer, for the rail. */
  workspaces: {
    id: string;
    slug: string;
    name: string;
    isDemo: boolean;
    imageUrl: null;
    unread: number;
    mentions: number;
  }[];
  me: { memberId: string; userId: string; name: string; email: string; role: Role };
  people: { id: string; name: string; kind: "person" | "assistant" | "visitor" }[];
  /** The demo's story is told here. */
  isDemo: boolean;
  /** No model is connected but the one that quotes. */
  isQuotesOnly: boolean;
  realtime: {
    key: string;
    cluster: string;
    host: string | null;
    port: number | null;
    tls: boolean;
    path: string;
    memberId: string;
  };
};

const MOST_PEOPLE = 500;

/** What the frame of a workspace needs to know: where one is, who one is, who else is here, and how to listen. */
export const loadWorkspace = cache(async (slug: string): Promise<LoadedWorkspace> => {
  const ctx = await getPageCtx(slug);
  const visitor = await requireVisitor(`/w/${slug}`);
  const { actor } = ctx;
  if (actor.kind !== "member") throw new Error("A page is looked at by a member.");
  const people = await read(ctx, (tx) =>
    tx.db.member.findMany({
      where: {
        workspaceId: tx.workspaceId,
        status: "active",
        ...(actor.role === "guest" ? sharedWith(actor.memberId) : {}),
      },
      orderBy: { name: "asc" },
      take: MOST_PEOPLE,
    }),
  );
  const memberships = await identity(visitor.identity, (tx) =>
    tx.db.member.findMany({
      where: { userId: visitor.signedIn.userId, status: "active", workspace: { deletedAt: null } },
      include: { workspace: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  );
  const workspaces = memberships.map(({ workspace: { id, slug, name, isDemo } }) => ({
    id,
    slug,
    name,
    isDemo,
    imageUrl: null,
    unread: 0,
    mentions: 0,
  }));
  const here = workspaces.find((one) => one.id === ctx.workspaceId);
  if (!here) throw new Error("A member's workspace is among their workspaces.");
  return {
    workspace: { id: here.id, slug: here.slug, name: here.name },
    workspaces,
    me: { ...actor, email: visitor.signedIn.email },
    people: people.map(({ id, name, kind }) => ({
      id,
      name,
      kind: kind === "assistant" || kind === "visitor" ? kind : "person",
    })),
    isDemo: here.isDemo && describeInstallation().hasDemo,
    isQuotesOnly: ctx.models
      .providers()
      .every(({ provider, configured }) => provider === "quotes" || !configured),
    realtime: { ...ctx.realtime.browser, memberId: actor.memberId },
  };
});

/** A guest knows of the people they share a conversation with, and of nobody else. */
function sharedWith(memberId: string) {
  return { participations: { some: { conversation: { participants: { some: { memberId } } } } } };
}

/** The workspace's settings, with whoever looks at them. */
export async function loadWorkspaceSettings(slug: string): Promise<{ workspace: WorkspaceDto; role: Role }> {
  const ctx = await getPageCtx(slug);
  if (ctx.actor.kind !== "member") throw new Error("A page is looked at by a member.");
  return { workspace: await read(ctx, getWorkspace), role: ctx.actor.role };
}

/** Workspaces that the viewer owned when they were deleted, and can still bring back. */
export async function loadDeletedWorkspaces(next: string): Promise<DeletedWorkspaceDto[]> {
  const { identity: base, signedIn } = await requireVisitor(next);
  const page = await identity(base, (tx) => listDeletedWorkspaces(tx, signedIn.userId, { limit: 100 }));
  return page.items;
}
