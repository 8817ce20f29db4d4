"use client";

import { Download, ZoomIn, ZoomOut } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { t } from "@/lib/text/catalogue";

type ViewerBarProps = {
  page: number;
  count: number;
  onPage: (page: number) => void;
  zoom: number;
  onZoom: (by: 1 | -1) => void;
  downloadUrl: string;
};

/** The line over the pages: where one is, how large, and the file itself. */
export function ViewerBar({ page, count, onPage, zoom, onZoom, downloadUrl }: ViewerBarProps) {
  return (
    <BarLine>
      <form
        className="flex items-center gap-1.5 text-muted text-sm tabular-nums"
        onSubmit={(event) => {
          event.preventDefault();
          onPage(Number(new FormData(event.currentTarget).get("page")));
        }}
      >
        <label htmlFor="viewer-page" className="sr-only">
          {t.viewer.page}
        </label>
        <input
          key={page}
          id="viewer-page"
          name="page"
          inputMode="numeric"
          defaultValue={page}
          className="h-7 w-11 rounded-sm border border-line bg-raised px-1 text-center text-ink"
        />
        {t.viewer.of(count)}
      </form>
      <span className="flex-1" />
      <IconButton label={t.viewer.smaller} shortcut="-" onClick={() => onZoom(-1)}>
        <ZoomOut aria-hidden="true" />
      </IconButton>
      <output aria-label={t.viewer.size} className="w-11 text-center text-muted text-sm tabular-nums">
        {Math.round(zoom * 100)}%
      </output>
      <IconButton label={t.viewer.larger} shortcut="+" onClick={() => onZoom(1)}>
        <ZoomIn aria-hidden="true" />
      </IconButton>
      <DownloadLink url={downloadUrl} />
    </BarLine>
  );
}

/** The same over a picture, which is seen as a whole. */
export function PictureBar({ downloadUrl }: Pick<ViewerBarProps, "downloadUrl">) {
  return (
    <BarLine>
      <span className="flex-1" />
      <DownloadLink url={downloadUrl} />
    </BarLine>
  );
}

function BarLine({ children }: { children: ReactNode }) {
  return (
    <div className="flex h-11 shrink-0 items-center gap-1 border-line border-b bg-raised px-4">
      {children}
    </div>
  );
}

function DownloadLink({ url }: { url: string }) {
  return (
    <a
      href={url}
      download
      aria-label={t.viewer.download}
      title={t.viewer.download}
      className="touch-target inline-flex size-7 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink"
    >
      <Download aria-hidden="true" className="size-4" />
    </a>
  );
}
