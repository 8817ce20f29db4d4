import type { Scope } from "@/lib/runs/schema";
import { t } from "@/lib/text/talk";

/** What questions look in, and how it is called. Without a scope: what the question before looked in. */
export type ChosenScope = { title: string; scope: Scope | undefined };

export const EVERYTHING: ChosenScope = { title: t.search.scope.everything, scope: {} };

/** What an AI chat was limited to in this tab; the server keeps it for the questions that follow. */
const chosen = new Map<string, ChosenScope>();

export function scopeOfChat(chatId: string): ChosenScope {
  return chosen.get(chatId) ?? { title: t.search.scope.asBefore, scope: undefined };
}

export function rememberScope(chatId: string, scope: ChosenScope): void {
  chosen.set(chatId, scope);
}
