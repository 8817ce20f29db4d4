import { ownName } from "@/components/shell/kept-for";

const keyOf = (conversationId: string) => `${ownName("parley:draft")}:${conversationId}`;

/** What was being written, by conversation, in this browser. */
export function readDraft(conversationId: string): string {
  try {
    return localStorage.getItem(keyOf(conversationId)) ?? "";
  } catch {
    return "";
  }
}

export function writeDraft(conversationId: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(keyOf(conversationId));
    else localStorage.setItem(keyOf(conversationId), text);
  } catch {
    // A browser that keeps nothing keeps no drafts; the text is still on screen.
  }
}

const CHANGED = "parley:draft";

/** Puts a quote above what is being written somewhere, also where that stands on screen. */
export function quoteInDraft(conversationId: string, quote: string): void {
  const written = readDraft(conversationId);
  writeDraft(conversationId, `> ${quote}\n\n${written.replace(/^> .*\n+/, "")}`);
  window.dispatchEvent(new CustomEvent(CHANGED, { detail: conversationId }));
}

/** Tells of what was put into a draft from elsewhere. Returns how to leave. */
export function onDraft(conversationId: string, heard: () => void): () => void {
  const listen = (event: Event) => {
    if (event instanceof CustomEvent && event.detail === conversationId) heard();
  };
  window.addEventListener(CHANGED, listen);
  return () => window.removeEventListener(CHANGED, listen);
}

export function wipeDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(keyOf(""))) localStorage.removeItem(key);
  } catch {
    // As above.
  }
}
