import { SettingsSkeleton } from "@/components/workspaces/settings-skeleton";

export default function Loading() {
  return <SettingsSkeleton />;
}
