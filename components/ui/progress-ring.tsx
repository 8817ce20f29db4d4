const ROUND = 2 * Math.PI * 8;

/** How far something is, from 0 to 1. What is around it says the same in words. */
export function ProgressRing({ share }: { share: number }) {
  return (
    <svg viewBox="0 0 20 20" className="size-5 -rotate-90" aria-hidden="true">
      <circle cx="10" cy="10" r="8" fill="none" strokeWidth="2.5" className="stroke-line" />
      <circle
        cx="10"
        cy="10"
        r="8"
        fill="none"
        strokeWidth="2.5"
        strokeDasharray={ROUND}
        strokeDashoffset={ROUND * (1 - share)}
        className="stroke-accent"
      />
    </svg>
  );
}
