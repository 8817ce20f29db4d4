import type { Role } from "@/lib/ctx";
import type { CollectionVisibility } from "./schema";

type Viewer = { memberId: string; role: Role };
type Made = { visibility: CollectionVisibility; createdById: string | null };

/** Guests look into collections, and make none. */
export function canMakeCollections(viewer: { role: Role }): boolean {
  return viewer.role !== "guest";
}

/** Put in and take out: every member for all members, and whoever made it for themselves. */
export function canFillCollection(viewer: Viewer, { visibility, createdById }: Made): boolean {
  if (viewer.role === "guest") return false;
  return visibility === "workspace" || viewer.memberId === createdById;
}

/** Rename, describe, delete: whoever made it; of one for all members an admin too. */
export function canManageCollection(viewer: Viewer, { visibility, createdById }: Made): boolean {
  if (viewer.role === "guest") return false;
  if (viewer.memberId === createdById) return true;
  return visibility === "workspace" && (viewer.role === "admin" || viewer.role === "owner");
}
