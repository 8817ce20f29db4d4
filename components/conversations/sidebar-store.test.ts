import { expect, test } from "vitest";
import { toSnake } from "@/lib/core/case";
import { newId } from "@/lib/core/ids";
import { listMembersRoute, type MemberDto } from "@/lib/members/schema";
import { inPage } from "@/tests/support/page";
import { SidebarStore } from "./sidebar-store";

test("who came before the line was there is asked for, and what is heard meanwhile is newer than the answer", async () => {
  const [ana, ben, cleo] = [member("Ana", true), member("Ben", true), member("Cleo", false)];
  const sidebar = new SidebarStore({ workspace: "acme", memberId: newId() }, [], 0);
  const transport = async () => {
    sidebar.setOnline(ben.id, false);
    return Response.json(toSnake(listMembersRoute.response, { items: [ana, ben, cleo], nextCursor: null }));
  };

  await inPage(transport, () => sidebar.refreshPresence());

  expect(sidebar.state.getState().online).toEqual({ [ana.id]: true, [ben.id]: false, [cleo.id]: false });
});

function member(name: string, online: boolean): MemberDto {
  return {
    id: newId(),
    kind: "person",
    name,
    email: null,
    avatarFileId: null,
    role: "member",
    salesAccess: "none",
    status: "active",
    statusText: null,
    online,
    lastSeenAt: null,
    joinedAt: new Date(0).toISOString(),
  };
}
