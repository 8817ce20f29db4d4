"use client";

import { YouPage } from "@/components/shell/you-page";
import { signOutWhenSent } from "./sign-out";
import { useWorkspace } from "./workspace-context";

export function You() {
  const { workspace, me } = useWorkspace();
  const viewer = { memberId: me.memberId, name: me.name, email: me.email, imageUrl: null, role: me.role };
  return <YouPage slug={workspace.slug} viewer={viewer} onSignOut={() => void signOutWhenSent()} />;
}
