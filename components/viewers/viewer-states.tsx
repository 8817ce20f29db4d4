import { FileX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton, SkeletonGroup } from "@/components/ui/skeleton";
import { t } from "@/lib/text/talk";

/** A sheet on its way. `share`: how much of the file is here, from 0 to 1. */
export function ViewerSkeleton({ share = 0 }: { share?: number }) {
  return (
    <SkeletonGroup label={t.viewer.opening} className="flex h-full flex-col">
      <div className="h-0.5 bg-line">
        <div
          className="h-full origin-left bg-accent transition-transform rtl:origin-right"
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
      <div className="m-4 grid flex-1 content-start gap-3 border border-line bg-raised p-8 shadow-page">
        <Skeleton className="mb-2 h-5 w-1/2" />
        <Skeleton />
        <Skeleton />
        <Skeleton className="w-3/4" />
        <Skeleton className="mt-3" />
        <Skeleton />
        <Skeleton className="w-2/3" />
      </div>
    </SkeletonGroup>
  );
}

/** Why nothing can be shown, in a sentence; with the file itself where there is one. */
export function ViewerProblem({ downloadUrl, children }: { downloadUrl?: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-4 px-8 py-16 text-center" role="status">
      <FileX aria-hidden="true" className="size-6 text-muted" />
      <p className="max-w-xs text-pretty text-muted">{children}</p>
      {downloadUrl ? (
        <Button asChild>
          <a href={downloadUrl} download>
            {t.viewer.download}
          </a>
        </Button>
      ) : null}
    </div>
  );
}
