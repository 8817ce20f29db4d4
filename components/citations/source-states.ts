import { createStore, type StoreApi } from "zustand/vanilla";
import { tryAgain } from "@/components/realtime/try-again";
import type { CitationDto } from "@/lib/messages/schema";

/** What a cited place is today. `today`: what is said there now, where that is known. */
export type SourceState = { what: "same" | "changed" | "gone"; today: string | null };

type Cited = Pick<CitationDto, "sourceType" | "sourceId" | "version" | "anchor" | "quote">;

/** What the places say today that answers on screen quote. Asked once for each, and again when its source is heard to have changed. */
export class SourceStates {
  readonly state: StoreApi<Record<string, SourceState>> = createStore<Record<string, SourceState>>(
    () => ({}),
  );
  readonly #workspace: string;
  readonly #asked = new Map<string, Cited>();

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  /** Somebody looks at an answer that quotes it. */
  want(citation: Cited): void {
    const key = stateKey(citation);
    if (this.#asked.has(key)) return;
    this.#asked.set(key, citation);
    void this.#ask(key, citation);
  }

  /** It was replaced, corrected, deleted or restored. Nobody on this page may have wanted it. */
  heard(sourceId: string, isDeleted: boolean): void {
    for (const [key, citation] of this.#asked) {
      if (citation.sourceId !== sourceId) continue;
      if (isDeleted) this.state.setState({ [key]: { what: "gone", today: null } });
      else void this.#ask(key, citation);
    }
  }

  async #ask(key: string, citation: Cited): Promise<void> {
    try {
      const { lookAgain } = await import("./look-again"); // only where an answer quotes what can change
      const state = await tryAgain(() => lookAgain(this.#workspace, citation));
      this.state.setState({ [key]: state });
    } catch {
      this.#asked.delete(key);
    }
  }
}

/** A document changes as a whole; a recording where a word of it is corrected. */
export function stateKey({ sourceType, sourceId, version, quote }: Cited): string {
  return sourceType === "document" ? `${sourceId}:${version}` : `${sourceId}:${quote}`;
}

const known = new Map<string, SourceStates>();

export function sourceStatesOf(workspace: string): SourceStates {
  const states = known.get(workspace) ?? new SourceStates(workspace);
  known.set(workspace, states);
  return states;
}
