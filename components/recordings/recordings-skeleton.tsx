import { Skeleton, SkeletonGroup } from "@/components/ui/skeleton";
import { t } from "@/lib/text/catalogue";

const ROWS = ["w-48", "w-64", "w-40", "w-56"];

export function RecordingsSkeleton() {
  return (
    <SkeletonGroup label={t.recording.loading}>
      <div className="flex min-h-13 items-center border-line border-b px-5">
        <Skeleton className="h-4 w-24" />
      </div>
      {ROWS.map((width) => (
        <div key={width} className="flex min-h-14 items-center gap-3 border-line border-b px-5">
          <Skeleton className="size-5" />
          <div className="grid gap-2">
            <Skeleton className={width} />
            <Skeleton className="h-2 w-28" />
          </div>
        </div>
      ))}
    </SkeletonGroup>
  );
}
