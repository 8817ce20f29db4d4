import type { FolderDto } from "@/lib/documents/schema";

type Placed = FolderDto & { depth: number };

/** Folders in the order in which they are listed, each after the one it lies in. One whose parent is not to be seen lies at the top. */
export function folderTree(folders: FolderDto[], depth = 0): Placed[] {
  const known = new Set(folders.map(({ id }) => id));
  const parentOf = (folder: FolderDto) =>
    folder.parentId && known.has(folder.parentId) ? folder.parentId : null;
  const children = Map.groupBy(folders.toSorted(byName), parentOf);
  const under = (parent: string | null, at: number): Placed[] =>
    (children.get(parent) ?? []).flatMap((folder) => [{ ...folder, depth: at }, ...under(folder.id, at + 1)]);
  return under(null, depth);
}

/** The folder and those it lies in, outermost first. */
export function pathTo(folders: Record<string, FolderDto>, folderId: string | null): FolderDto[] {
  const path: FolderDto[] = [];
  for (let id = folderId; id; ) {
    const folder = folders[id];
    if (!folder || path.includes(folder)) break;
    path.unshift(folder);
    id = folder.parentId;
  }
  return path;
}

function byName(a: FolderDto, b: FolderDto): number {
  return a.name.localeCompare(b.name);
}
