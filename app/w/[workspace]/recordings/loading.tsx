import { RecordingsSkeleton } from "@/components/recordings/recordings-skeleton";

export default function Loading() {
  return <RecordingsSkeleton />;
}
