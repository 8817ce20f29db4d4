"use client";

import type { CSSProperties, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { t } from "@/lib/text/talk";
import { type PaneWidths, SIDEBAR_LIMITS } from "./appearance";
import { ResizeHandle } from "./resize-handle";
import { SkipLink } from "./skip-link";

type FrameProps = {
  rail: ReactNode;
  sidebar: ReactNode;
  /** Above the page: the state of the connection. */
  banner?: ReactNode;
  /** The right pane; it makes its own column while something is open. */
  pane?: ReactNode;
  bottomNavigation?: ReactNode;
  widths: PaneWidths;
  onSidebarResized: (width: number) => void;
  /** On a phone the sidebar is a page of its own, shown in the place of the content. */
  sidebarIsPage: boolean;
  children: ReactNode;
};

/** The columns of the product: workspaces, sidebar, page, pane; on a phone one of them at a time. */
export function Frame(props: FrameProps) {
  const { rail, sidebar, banner, pane, bottomNavigation, widths, onSidebarResized, sidebarIsPage, children } =
    props;
  return (
    <div data-frame className="flex h-dvh flex-col" style={widthStyle(widths)}>
      <SkipLink />
      <div className="flex min-h-0 flex-1">
        <div
          data-no-print
          className="flex w-14 shrink-0 flex-col border-line border-e bg-sunken pt-(--safe-top) max-md:hidden"
        >
          {rail}
        </div>
        <nav
          aria-label={t.shell.navigation}
          className={cn(
            "relative flex min-h-0 shrink-0 flex-col border-line bg-sunken max-md:w-full max-md:bg-surface md:w-(--sidebar-width) md:border-e",
            !sidebarIsPage && "max-md:hidden",
          )}
        >
          {sidebar}
          <ResizeHandle
            label={t.shell.resizeSidebar}
            edge="end"
            variable="--sidebar-width"
            limits={SIDEBAR_LIMITS}
            onResized={onSidebarResized}
            className="max-md:hidden"
          />
        </nav>
        <div className={cn("flex min-w-0 flex-1 flex-col", sidebarIsPage && "max-md:sr-only")}>
          {banner}
          <main
            id="content"
            tabIndex={-1}
            data-print="flow"
            className="flex min-h-0 flex-1 flex-col outline-none"
          >
            {sidebarIsPage ? <h1 className="sr-only md:hidden">{t.shell.home}</h1> : null}
            <div className={cn("flex min-h-0 flex-1 flex-col", sidebarIsPage && "max-md:hidden")}>
              {children}
            </div>
          </main>
        </div>
        {pane}
      </div>
      {bottomNavigation}
    </div>
  );
}

/** Custom properties are not in React's type of styles. */
function widthStyle(widths: PaneWidths): CSSProperties {
  return {
    ...(widths.sidebar ? { "--sidebar-width": `${widths.sidebar}px` } : {}),
    ...(widths.pane ? { "--pane-width": `${widths.pane}px` } : {}),
  } as CSSProperties;
}
