import { Skeleton, SkeletonGroup } from "@/components/ui/skeleton";
import { t } from "@/lib/text/catalogue";

/** The shape of what comes: a circle, a line, and a shorter one beneath. */
export function TasksSkeleton() {
  return (
    <SkeletonGroup label={t.task.loading} className="grid gap-6 px-4 pt-20 lg:px-5">
      {["w-2/3", "w-1/2", "w-3/5"].map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton className="size-5 shrink-0 rounded-full" />
          <div className="grid flex-1 gap-2">
            <Skeleton className={width} />
            <Skeleton className="h-3 w-1/4" />
          </div>
        </div>
      ))}
    </SkeletonGroup>
  );
}
