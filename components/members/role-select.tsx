"use client";

import { Select } from "@/components/ui/select";
import { canGiveRole } from "@/lib/members/rules";
import { type MemberDto, MemberRole } from "@/lib/members/schema";
import { t } from "@/lib/text/catalogue";

type RoleSelectProps = {
  viewer: { memberId: string; role: MemberRole };
  member: MemberDto;
  onChange: (role: MemberRole) => void;
};

/** The role of somebody: to choose where the viewer may, else just said. */
export function RoleSelect({ viewer, member, onChange }: RoleSelectProps) {
  const text = t.settings.members;
  const open = MemberRole.options.filter((role) => role === member.role || canGiveRole(viewer, member, role));
  if (open.length === 1 || member.status !== "active")
    return <span className="px-3 text-base text-muted">{text.role[member.role]}</span>;
  return (
    <Select
      aria-label={text.roleOf(member.name)}
      value={member.role}
      onChange={(event) => onChange(MemberRole.parse(event.target.value))}
      className="w-32"
    >
      {open.map((role) => (
        <option key={role} value={role}>
          {text.role[role]}
        </option>
      ))}
    </Select>
  );
}
