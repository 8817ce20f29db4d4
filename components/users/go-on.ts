/**
 * Leaves for where somebody wanted to go, or for their workspaces. A whole page load: nothing of the person before stays
 * in memory.
 */
export async function goOn(next: string | null): Promise<"leave"> {
  window.location.assign(next ?? "/w");
  return "leave";
}
