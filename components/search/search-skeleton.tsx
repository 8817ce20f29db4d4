import { Skeleton, SkeletonGroup } from "@/components/ui/skeleton";
import { t } from "@/lib/text/catalogue";

const ROWS = ["w-3/4", "w-2/3", "w-5/6", "w-1/2", "w-3/5"];

export function SearchSkeleton() {
  return (
    <SkeletonGroup label={t.search.looking}>
      {ROWS.map((width) => (
        <div key={width} className="flex gap-3 border-line border-b px-5 py-3.5">
          <Skeleton className="size-4" />
          <div className="grid flex-1 gap-2.5">
            <Skeleton className="w-40" />
            <Skeleton className={width} />
          </div>
        </div>
      ))}
    </SkeletonGroup>
  );
}
