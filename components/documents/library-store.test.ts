import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { toSnake } from "@/lib/core/case";
import { DocumentDto, FolderDto } from "@/lib/documents/schema";
import { LibraryStore } from "./library-store";

afterEach(() => vi.unstubAllGlobals());

const at = "2026-03-09T10:00:00.000Z";
const report: DocumentDto = {
  id: randomUUID(),
  title: "Report",
  kind: "text",
  file: {
    id: randomUUID(),
    name: "report.txt",
    mediaType: "text/plain",
    sizeBytes: 7,
    sha256: "",
    width: null,
    height: null,
    picture: null,
    isMoving: false,
    createdAt: at,
  },
  folderId: null,
  visibility: "workspace",
  conversationId: null,
  memberIds: [],
  url: null,
  version: 1,
  status: "ready",
  stage: "indexed",
  pictures: null,
  progress: 100,
  error: null,
  pages: null,
  passages: 1,
  language: "en",
  hasInstructions: false,
  createdBy: null,
  createdAt: at,
  updatedAt: at,
  deletedAt: null,
};

const wire = toSnake(DocumentDto, report);

/** Every request is answered when told to, not before. */
function heldAnswers(answers: Record<string, unknown>): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  vi.stubGlobal("fetch", async (url: string) => {
    await promise;
    return Response.json(answers[Object.keys(answers).find((end) => url.includes(end)) ?? ""]);
  });
  return resolve;
}

test("a document that was deleted is not brought back by an answer that was asked for before", async () => {
  const library = new LibraryStore("acme");
  library.hydrate([report], []);
  const answer = heldAnswers({
    [report.id]: wire,
    "/folders": { items: [], next_cursor: null },
    "/documents": { items: [wire], next_cursor: null },
  });
  const asked = [library.reload(report.id), library.refresh()];
  library.drop(report.id);
  answer();
  await Promise.all(asked);
  expect(library.has(report.id)).toBe(false);

  await library.reload(report.id); // somebody brought it back
  expect(library.has(report.id)).toBe(true);
});

test("an answer that is older than what is known is not taken", async () => {
  const library = new LibraryStore("acme");
  library.hydrate([{ ...report, title: "Renamed", updatedAt: "2026-03-09T10:00:01.000Z" }], []);
  heldAnswers({ [report.id]: wire })();
  await library.reload(report.id);
  expect(library.state.getState().documents[report.id]?.title).toBe("Renamed");
});

describe("folders", () => {
  const folder = { id: randomUUID(), name: "Plans", parentId: null, createdById: null, createdAt: at };
  const inside = { ...report, folderId: folder.id };
  const folders = (cursor: string | null, ...items: FolderDto[]) => ({
    items: items.map((one) => toSnake(FolderDto, one)),
    next_cursor: cursor,
  });

  test("all of them are asked for, page after page", async () => {
    const other = { ...folder, id: randomUUID(), name: "Tests" };
    const library = new LibraryStore("acme");
    heldAnswers({ "cursor=more": folders(null, other), "/folders": folders("more", folder) })();
    await library.refreshFolders();
    expect(Object.keys(library.state.getState().folders)).toEqual([folder.id, other.id]);
  });

  test("one that is not known is asked for when something lies in it", async () => {
    const library = new LibraryStore("acme");
    library.hydrate([report], []);
    heldAnswers({ [report.id]: toSnake(DocumentDto, inside), "/folders": folders(null, folder) })();
    await library.reload(report.id);
    expect(library.state.getState().folders[folder.id]?.name).toBe("Plans");
  });

  test("what lay in one that went lies where that lay", () => {
    const parent = { ...folder, id: randomUUID() };
    const library = new LibraryStore("acme");
    library.hydrate([inside], [parent, { ...folder, parentId: parent.id }]);
    library.dropFolder(folder.id);
    expect(library.state.getState().documents[report.id]?.folderId).toBe(parent.id);
    expect(Object.keys(library.state.getState().folders)).toEqual([parent.id]);
  });
});
