import { ownName } from "@/components/shell/kept-for";

const MOST = 8;

/** What was looked for last in this browser, newest first. */
export function recentSearches(workspace: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(workspace)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Called when something found was opened: what led nowhere is not worth keeping. */
export function keepSearch(workspace: string, words: string): void {
  const plain = words.trim();
  if (plain === "") return;
  const kept = [plain, ...recentSearches(workspace).filter((one) => one !== plain)].slice(0, MOST);
  write(workspace, kept);
}

export function forgetSearches(workspace: string): void {
  write(workspace, []);
}

/** At sign-out nothing of the person stays in the browser. */
export function wipeSearches(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(keyOf(""))) localStorage.removeItem(key);
  } catch {
    // As below.
  }
}

function keyOf(workspace: string): string {
  return `${ownName("parley.searches")}.${workspace}`;
}

function write(workspace: string, searches: string[]): void {
  try {
    localStorage.setItem(keyOf(workspace), JSON.stringify(searches));
  } catch {
    // Where the browser keeps nothing, nothing is remembered.
  }
}
