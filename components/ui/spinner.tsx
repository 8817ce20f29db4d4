import { cn } from "./cn";

/** A small turning ring for inside a button; whole areas wait as skeletons. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "size-3.5 animate-turn rounded-full border-2 border-current border-r-transparent",
        className,
      )}
    />
  );
}
