import { createStore, type StoreApi } from "zustand/vanilla";
import { CallError } from "@/lib/core/call";

/** What a cited document is today: the number of its version, or gone. */
export type SourceState = { version: number } | "gone";

/** Which versions the documents are at that answers on screen quote. Asked once for each, and again when one is heard to have changed. */
export class SourceStates {
  readonly state: StoreApi<Record<string, SourceState>> = createStore<Record<string, SourceState>>(
    () => ({}),
  );
  readonly #workspace: string;
  readonly #asked = new Set<string>();

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  /** Somebody looks at an answer that quotes it. */
  want(documentId: string): void {
    if (this.#asked.has(documentId)) return;
    this.#asked.add(documentId);
    void this.#ask(documentId);
  }

  /** It was replaced, deleted or restored. Nobody on this page may have wanted it. */
  heard(documentId: string, isDeleted: boolean): void {
    if (!this.#asked.has(documentId)) return;
    if (isDeleted) this.state.setState({ [documentId]: "gone" });
    else void this.#ask(documentId);
  }

  async #ask(documentId: string): Promise<void> {
    try {
      const { fetchDocument } = await import("@/lib/documents/client"); // only where an answer quotes a document
      const { version, status } = await fetchDocument({ workspace: this.#workspace, documentId });
      // A version that is still being read answers nothing yet: until then its forerunner does.
      const answering = status === "ready" ? version : Math.max(1, version - 1);
      this.state.setState({ [documentId]: { version: answering } });
    } catch (error) {
      if (error instanceof CallError && error.code === "NOT_FOUND")
        this.state.setState({ [documentId]: "gone" });
      else this.#asked.delete(documentId);
    }
  }
}

const known = new Map<string, SourceStates>();

export function sourceStatesOf(workspace: string): SourceStates {
  const states = known.get(workspace) ?? new SourceStates(workspace);
  known.set(workspace, states);
  return states;
}
