import { createStore, type StoreApi } from "zustand/vanilla";
import { untilLoaded } from "@/components/ui/until-loaded";
import { type Attached, changeDraft, drafts, readAttached } from "./attached";

/** What uploads is brought when something is attached. */
const loadDrafting = untilLoaded(() => import("./drafting"));

/** How many times files were chosen that are not attached yet, by composer: a message that is sent now would leave them behind. */
export const choices: StoreApi<Record<string, number>> = createStore(() => ({}) as Record<string, number>);

function count(composer: string, more: 1 | -1): void {
  choices.setState((all) => ({ [composer]: (all[composer] ?? 0) + more }));
}

/** As it was left in this browser, when a composer comes into sight. */
export function openDraft(workspace: string, composer: string): void {
  if (drafts.getState()[composer]) return;
  const left = readAttached(composer);
  drafts.setState({ [composer]: left });
  if (left.length > 0) void loadDrafting().then(({ resumeDraft }) => resumeDraft(workspace, composer, left));
}

export function attachFiles(workspace: string, composer: string, files: File[]): void {
  if (files.length === 0) return;
  count(composer, 1);
  void loadDrafting()
    .then(({ attach }) => attach(workspace, composer, files))
    .finally(() => count(composer, -1));
}

export function detachFile(workspace: string, composer: string, id: string): void {
  void loadDrafting().then(({ detach }) => detach(workspace, composer, id));
}

/** They go along with a message now. */
export function takeAttached(composer: string): Attached[] {
  const attached = drafts.getState()[composer] ?? [];
  changeDraft(composer, () => []);
  return attached;
}
