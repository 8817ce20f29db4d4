import { Skeleton, SkeletonGroup } from "@/components/ui/skeleton";
import { t } from "@/lib/text/catalogue";

/** Two cards, as they will stand there. */
export function SettingsSkeleton() {
  return (
    <SkeletonGroup label={t.common.loading} className="grid gap-6">
      {["first", "second"].map((card) => (
        <div key={card} className="grid gap-4 rounded-lg border border-line bg-raised p-5">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="w-64" />
          <Skeleton className="h-10 w-full" />
          <Skeleton className="h-10 w-full" />
        </div>
      ))}
    </SkeletonGroup>
  );
}
