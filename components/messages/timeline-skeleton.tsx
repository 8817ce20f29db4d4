import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a conversation that is being loaded. */
export function TimelineSkeleton() {
  return (
    <div aria-hidden="true" className="flex h-full flex-col justify-end gap-5 p-5">
      {["w-3/5", "w-4/5", "w-2/5", "w-3/4"].map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex flex-1 flex-col gap-2 pt-1">
            <Skeleton className="w-28" />
            <Skeleton className={width} />
          </div>
        </div>
      ))}
    </div>
  );
}
