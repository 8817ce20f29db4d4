import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { WorkspaceProvider } from "@/components/conversations/workspace-context";
import { WorkspaceShell } from "@/components/conversations/workspace-shell";
import { RealtimeProvider } from "@/components/realtime/realtime-provider";
import { LAYOUT_COOKIE, parseWidths } from "@/components/shell/appearance";
import { loadSidebar } from "@/lib/conversations/loaders";
import { loadInboxCount } from "@/lib/inbox/loaders";
import { loadWorkspace } from "@/lib/workspaces/loaders";

type LayoutProps = { params: Promise<{ workspace: string }>; children: ReactNode };

export default async function WorkspaceLayout({ params, children }: LayoutProps) {
  const { workspace: slug } = await params;
  const loaded = await loadWorkspace(slug);
  const [conversations, inboxCount, jar] = await Promise.all([
    loadSidebar(slug),
    loadInboxCount(slug),
    cookies(),
  ]);
  return (
    <RealtimeProvider config={loaded.realtime}>
      <WorkspaceProvider
        key={`${loaded.workspace.id}:${loaded.me.userId}`}
        workspace={loaded.workspace}
        me={loaded.me}
        people={loaded.people}
        isQuotesOnly={loaded.isQuotesOnly}
        conversations={conversations}
        inboxCount={inboxCount}
      >
        <WorkspaceShell
          workspaces={loaded.workspaces}
          isDemo={loaded.isDemo}
          widths={parseWidths(jar.get(LAYOUT_COOKIE)?.value)}
        >
          {children}
        </WorkspaceShell>
      </WorkspaceProvider>
    </RealtimeProvider>
  );
}
