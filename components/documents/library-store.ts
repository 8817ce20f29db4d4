import { createStore, type StoreApi } from "zustand/vanilla";
import { CallError } from "@/lib/core/call";
import { fetchDocument, fetchDocuments, fetchFolders } from "@/lib/documents/client";
import type { DocumentDto, FolderDto } from "@/lib/documents/schema";

export type LibraryState = {
  documents: Record<string, DocumentDto>;
  folders: Record<string, FolderDto>;
  /** Everything that one may read is here, not only the first page. */
  isWhole: boolean;
};

type Progress = Pick<DocumentDto, "version" | "status" | "stage" | "progress" | "pictures">;

/** More than this is found by searching, not by looking. */
const MOST = 2_000;

/** The Library as this browser knows it: one for each workspace, kept while one walks about in the product. */
export class LibraryStore {
  readonly state: StoreApi<LibraryState> = createStore<LibraryState>()(() => ({
    documents: {},
    folders: {},
    isWhole: false,
  }));
  readonly #workspace: string;
  /** How often each was dropped: an answer that was asked for before knows nothing of it. */
  readonly #drops = new Map<string, number>();
  /** How often the folders were asked for. */
  #turns = 0;

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  /** What a page brought with it. Of two, the one that was changed later wins. */
  hydrate(documents: DocumentDto[], folders: FolderDto[]): void {
    const { documents: known } = this.state.getState();
    const newer = documents.filter((one) => !isNewer(known[one.id], one));
    this.state.setState({ documents: { ...known, ...byId(newer) }, folders: byId(folders) });
  }

  /** Everything anew, page by page: after a reconnect, and what the first page did not have. What is no longer there goes. */
  async refresh(): Promise<void> {
    const before = new Map(this.#drops);
    const turn = ++this.#turns;
    const [folders, found] = await Promise.all([fetchFolders(this.#place), this.#everything()]);
    const documents = found.filter(({ id }) => this.has(id) || before.get(id) === this.#drops.get(id));
    if (turn === this.#turns) this.state.setState({ folders: byId(folders) });
    this.state.setState({ documents: byId(documents), isWhole: true });
  }

  /** The folders anew: one came, changed or went, or something lies in one that is not known here. Of two answers under way the later one counts. */
  async refreshFolders(): Promise<void> {
    const turn = ++this.#turns;
    const folders = await fetchFolders(this.#place);
    if (turn === this.#turns) this.state.setState({ folders: byId(folders) });
  }

  async #everything(): Promise<DocumentDto[]> {
    const all: DocumentDto[] = [];
    for (let cursor: string | null | undefined; cursor !== null && all.length < MOST; ) {
      const page = await fetchDocuments(this.#place, cursor ? { cursor } : {});
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    return all;
  }

  /** A document came or changed: fetched; no longer to be seen: dropped. */
  async reload(documentId: string): Promise<void> {
    const before = this.#drops.get(documentId);
    try {
      const found = await fetchDocument({ ...this.#place, documentId });
      const wasDropped = before !== this.#drops.get(documentId);
      if (wasDropped || isNewer(this.state.getState().documents[documentId], found)) return;
      this.put(found);
      const { folders } = this.state.getState();
      if (found.folderId && !(found.folderId in folders)) await this.refreshFolders();
    } catch (error) {
      if (error instanceof CallError && error.code === "NOT_FOUND") this.drop(documentId);
    }
  }

  /** How far its reading is. What is known to be of an earlier version or stage does not come back. */
  advance(documentId: string, { version, status, stage, progress, pictures }: Progress): void {
    const one = this.state.getState().documents[documentId];
    if (!one || version < one.version) return;
    this.put({
      ...one,
      version,
      status,
      stage,
      progress,
      pictures,
      error: status === "failed" ? one.error : null,
    });
    if (status !== "processing") void this.reload(documentId);
  }

  has(documentId: string): boolean {
    return documentId in this.state.getState().documents;
  }

  put(document: DocumentDto): void {
    this.state.setState({ documents: { ...this.state.getState().documents, [document.id]: document } });
  }

  drop(documentId: string): void {
    this.#drops.set(documentId, (this.#drops.get(documentId) ?? 0) + 1);
    const { [documentId]: _gone, ...rest } = this.state.getState().documents;
    this.state.setState({ documents: rest });
  }

  putFolder(folder: FolderDto): void {
    this.state.setState({ folders: { ...this.state.getState().folders, [folder.id]: folder } });
  }

  /** What lay in it moves up, as on the server. */
  dropFolder(folderId: string): void {
    const { documents, folders } = this.state.getState();
    const { [folderId]: gone, ...rest } = folders;
    const up = gone?.parentId ?? null;
    this.state.setState({
      folders: byId(
        Object.values(rest).map((one) => (one.parentId === folderId ? { ...one, parentId: up } : one)),
      ),
      documents: byId(
        Object.values(documents).map((one) => (one.folderId === folderId ? { ...one, folderId: up } : one)),
      ),
    });
  }

  get #place() {
    return { workspace: this.#workspace };
  }
}

const libraries = new Map<string, LibraryStore>();

export function libraryOf(workspace: string): LibraryStore {
  const known = libraries.get(workspace) ?? new LibraryStore(workspace);
  libraries.set(workspace, known);
  return known;
}

function isNewer(known: DocumentDto | undefined, one: DocumentDto): boolean {
  return known !== undefined && known.updatedAt > one.updatedAt;
}

function byId<T extends { id: string }>(items: T[]): Record<string, T> {
  return Object.fromEntries(items.map((one) => [one.id, one]));
}
