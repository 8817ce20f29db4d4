"use client";

import { call } from "@/lib/core/call";
import { getMeRoute } from "@/lib/users/schema";

/**
 * Leaves for where somebody wanted to go, or their first workspace, or the page that makes one. A whole page load: nothing
 * of the person before stays in memory.
 */
export async function goOn(next: string | null): Promise<"leave"> {
  window.location.assign(next ?? (await firstPlace()));
  return "leave";
}

async function firstPlace(): Promise<string> {
  const me = await call(getMeRoute);
  const [workspace] = me.workspaces;
  return workspace ? `/w/${workspace.slug}` : "/w/new";
}
