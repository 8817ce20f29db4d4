import type { ReactNode } from "react";
import { SettingsFrame } from "@/components/workspaces/settings-frame";
import { loadWorkspace } from "@/lib/workspaces/loaders";

type LayoutProps = { params: Promise<{ workspace: string }>; children: ReactNode };

export default async function SettingsLayout({ params, children }: LayoutProps) {
  const { workspace, me } = await loadWorkspace((await params).workspace);
  return (
    <SettingsFrame slug={workspace.slug} role={me.role}>
      {children}
    </SettingsFrame>
  );
}
