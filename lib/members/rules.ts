import type { Role } from "@/lib/ctx";

type Somebody = { id: string; kind: string; role: Role };

export function isAdmin(role: Role): boolean {
  return role === "admin" || role === "owner";
}

/** Admins manage everybody but owners; owners manage everybody. Assistants have no role to change. */
export function canManageMember(viewer: { role: Role }, target: Somebody): boolean {
  if (!isAdmin(viewer.role) || target.kind !== "person") return false;
  return viewer.role === "owner" || target.role !== "owner";
}

/** Only an owner makes owners. */
export function canGiveRole(viewer: { role: Role }, target: Somebody, role: Role): boolean {
  return canManageMember(viewer, target) && (viewer.role === "owner" || role !== "owner");
}

/** Deactivating oneself would lock one out: that is what leaving is for. */
export function canDeactivate(viewer: { memberId: string; role: Role }, target: Somebody): boolean {
  return viewer.memberId !== target.id && canManageMember(viewer, target);
}

/** Everybody may leave; others are removed by who manages them. */
export function canRemove(viewer: { memberId: string; role: Role }, target: Somebody): boolean {
  if (target.kind !== "person") return false;
  return viewer.memberId === target.id || canManageMember(viewer, target);
}
