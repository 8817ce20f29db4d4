import { createStore, type StoreApi } from "zustand/vanilla";
import { tryAgain } from "@/components/realtime/try-again";
import type { CitationDto } from "@/lib/messages/schema";

/**
 * What a cited place is today. `today`: what is said there now, and `correctedBy`: who wrote that, by name, each where that is known.
 */
export type SourceState = { what: "same" | "changed" | "gone"; today: string | null; correctedBy: string[] };

/** A place in a source. Without words only its being there is asked. */
export type CitedPlace = Pick<CitationDto, "sourceType" | "sourceId" | "version" | "anchor" | "quote">;

/** A document, recording or message that reads otherwise now, or is gone. */
export type ChangedSource = { id: string; isDeleted: boolean };

/** What the places say today that answers on screen quote. Asked once for each, and again when its source is heard to have changed. */
export class SourceStates {
  readonly state: StoreApi<Record<string, SourceState>> = createStore<Record<string, SourceState>>(
    () => ({}),
  );
  readonly #workspace: string;
  readonly #asked = new Map<string, CitedPlace>();
  /** How often each was asked: of two answers under way the later one counts. */
  readonly #turns = new Map<string, number>();
  readonly #listeners = new Set<(changed: ChangedSource) => void>();

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  /** Somebody looks at an answer that quotes it. */
  want(place: CitedPlace): void {
    const key = stateKey(place);
    if (this.#asked.has(key)) return;
    this.#asked.set(key, place);
    void this.#ask(key, place);
  }

  /** It was replaced, corrected, deleted or restored. Nobody on this page may have wanted it. */
  heard(changed: ChangedSource): void {
    for (const [key, place] of this.#asked) {
      if (subjectOf(place) !== changed.id) continue;
      if (changed.isDeleted) this.#put(key, this.#turn(key), { what: "gone", today: null, correctedBy: [] });
      else void this.#ask(key, place);
    }
    for (const listener of this.#listeners) listener(changed);
  }

  /** Told of every source that is heard to have changed. Returns how to leave. */
  onHeard(listener: (changed: ChangedSource) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #ask(key: string, place: CitedPlace): Promise<void> {
    const turn = this.#turn(key);
    try {
      const { lookAgain } = await import("./look-again"); // only where an answer quotes what can change
      this.#put(key, turn, await tryAgain(() => lookAgain(this.#workspace, place)));
    } catch {
      this.#asked.delete(key);
    }
  }

  #turn(key: string): number {
    const turn = (this.#turns.get(key) ?? 0) + 1;
    this.#turns.set(key, turn);
    return turn;
  }

  #put(key: string, turn: number, state: SourceState): void {
    if (this.#turns.get(key) === turn) this.state.setState({ [key]: state });
  }
}

/** The words that are quoted, of the version that they are quoted from. */
export function stateKey(place: CitedPlace): string {
  const { sourceType, sourceId, version, quote } = place;
  return sourceType === "document" ? `${sourceId}:${version}:${quote}` : `${subjectOf(place)}:${quote}`;
}

/** What is heard to have changed: of a conversation the message alone. */
export function subjectOf({ sourceId, anchor }: Pick<CitedPlace, "sourceId" | "anchor">): string {
  return anchor.kind === "message" ? anchor.messageId : sourceId;
}

const known = new Map<string, SourceStates>();

export function sourceStatesOf(workspace: string): SourceStates {
  const states = known.get(workspace) ?? new SourceStates(workspace);
  known.set(workspace, states);
  return states;
}
