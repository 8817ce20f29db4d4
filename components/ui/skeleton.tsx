import { cn } from "./cn";

/** A quiet bar of the shape of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={cn("block h-3 animate-breathe rounded-sm bg-line", className)} />
  );
}

/** Announces once that something is on its way; the bars inside are silent. */
export function SkeletonGroup({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <div role="status" aria-label={label} className={className}>
      {children}
    </div>
  );
}
