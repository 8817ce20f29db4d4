import { createStore, type StoreApi } from "zustand/vanilla";
import { fetchTemplates } from "@/lib/recordings/client";
import type { TemplatesDto } from "@/lib/recordings/templates/schema";

const NONE: TemplatesDto = { items: [], usual: { template: "meeting", templateId: null } };

/** The templates of a workspace as this browser knows them. There are few: whatever changes is asked for with all the rest. */
export class TemplatesStore {
  readonly state: StoreApi<TemplatesDto> = createStore(() => NONE);
  readonly #workspace: string;
  /** Of what is asked for and what is shown at once, the later one counts. */
  #turn = 0;

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  /** What a page brought with it, and what is shown before the server has answered. */
  show(templates: Partial<TemplatesDto>): void {
    this.#turn++;
    this.state.setState(templates);
  }

  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const templates = await fetchTemplates({ workspace: this.#workspace });
    if (turn === this.#turn) this.state.setState(templates);
  }
}

const stores = new Map<string, TemplatesStore>();

export function templatesOf(workspace: string): TemplatesStore {
  const known = stores.get(workspace) ?? new TemplatesStore(workspace);
  stores.set(workspace, known);
  return known;
}
