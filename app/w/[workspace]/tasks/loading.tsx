import { TasksSkeleton } from "@/components/tasks/tasks-skeleton";

export default function Loading() {
  return <TasksSkeleton />;
}
