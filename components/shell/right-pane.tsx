"use client";

import { ChevronLeft, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { t } from "@/lib/text/talk";
import { PANE_LIMITS } from "./appearance";
import { usePane, usePaneControl } from "./pane";
import { ResizeHandle } from "./resize-handle";

/** Third column on a wide screen, a drawer on a tablet, a page on a phone. Nothing while nothing is open. */
export function RightPane({ onResized }: { onResized: (width: number) => void }) {
  const pane = usePane();
  const { closePane } = usePaneControl();
  const frame = useRef<HTMLElement>(null);
  const key = pane?.key;

  useEffect(() => {
    if (key !== undefined) frame.current?.focus({ preventScroll: true });
  }, [key]);

  if (!pane) return null;
  return (
    <aside
      ref={frame}
      tabIndex={-1}
      data-pane
      aria-label={pane.title}
      className="relative z-30 flex min-h-0 flex-col border-line bg-raised outline-none max-lg:fixed max-lg:inset-y-0 max-lg:end-0 max-lg:w-full max-lg:animate-slide md:border-s md:max-lg:w-[min(27rem,85vw)] md:max-lg:shadow-float lg:w-(--pane-width) lg:max-w-[42vw]"
    >
      <ResizeHandle
        label={t.shell.resizePane}
        edge="start"
        variable="--pane-width"
        limits={PANE_LIMITS}
        onResized={onResized}
        className="max-lg:hidden"
      />
      <header className="flex min-h-13 shrink-0 items-center gap-2.5 border-line border-b ps-5 pe-3 pt-(--safe-top) max-md:ps-2">
        <IconButton label={t.common.back} size="md" onClick={closePane} className="md:hidden">
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <span className="shrink-0 text-muted [&_svg]:size-4">{pane.icon}</span>
        <h2 className="min-w-0 flex-1 truncate font-medium">{pane.title}</h2>
        <span className="shrink-0 text-muted text-sm tabular-nums">{pane.detail}</span>
        {pane.actions}
        <IconButton label={t.shell.closePane} shortcut="Esc" onClick={closePane} className="max-md:hidden">
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">{pane.body}</div>
      {pane.footer ? (
        <footer className="@container shrink-0 border-line border-t px-4 py-3 pb-[max(0.75rem,var(--safe-bottom))]">
          <div className="flex flex-wrap items-center gap-2">{pane.footer}</div>
        </footer>
      ) : null}
    </aside>
  );
}
