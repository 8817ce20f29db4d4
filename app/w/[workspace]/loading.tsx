import { TimelineSkeleton } from "@/components/messages/timeline-skeleton";

export default function Loading() {
  return <TimelineSkeleton />;
}
