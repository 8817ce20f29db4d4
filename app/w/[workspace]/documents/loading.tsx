import { LibrarySkeleton } from "@/components/documents/library-skeleton";

export default function Loading() {
  return <LibrarySkeleton />;
}
