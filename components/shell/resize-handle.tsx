"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { cn } from "@/components/ui/cn";

type ResizeHandleProps = {
  label: string;
  /** The edge of its parent on which it stands. */
  edge: "start" | "end";
  /** The custom property of [data-frame] that holds the width. */
  variable: `--${string}`;
  limits: { least: number; most: number; usual: number };
  /** Called once when the hand lets go, in px. */
  onResized: (width: number) => void;
  className?: string;
};

const STEP = 16;

/** The border between two panes, to drag or to move with the arrow keys. Twice pressed, it goes back to its usual place. */
export function ResizeHandle({ label, edge, variable, limits, onResized, className }: ResizeHandleProps) {
  const clamp = (width: number) => Math.round(Math.min(limits.most, Math.max(limits.least, width)));

  function set(handle: HTMLElement, width: number) {
    handle.closest<HTMLElement>("[data-frame]")?.style.setProperty(variable, `${clamp(width)}px`);
    handle.setAttribute("aria-valuenow", String(clamp(width)));
  }

  /** Straight to the custom property: dragging re-renders nothing. */
  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    const startX = event.clientX;
    const startWidth = widthOf(handle);
    const direction = (edge === "end" ? 1 : -1) * (getComputedStyle(handle).direction === "rtl" ? -1 : 1);
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) =>
      set(handle, startWidth + (moved.clientX - startX) * direction);
    const stop = () => {
      handle.removeEventListener("pointermove", move);
      onResized(clamp(widthOf(handle)));
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", stop, { once: true });
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const wider = edge === "end" ? "ArrowRight" : "ArrowLeft";
    const narrower = edge === "end" ? "ArrowLeft" : "ArrowRight";
    if (event.key !== wider && event.key !== narrower) return;
    event.preventDefault();
    const width = clamp(widthOf(event.currentTarget) + (event.key === wider ? STEP : -STEP));
    set(event.currentTarget, width);
    onResized(width);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be focused and moved; this is the window splitter pattern
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={limits.least}
      aria-valuemax={limits.most}
      aria-valuenow={limits.usual}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={(event) => {
        set(event.currentTarget, limits.usual);
        onResized(limits.usual);
      }}
      className={cn(
        "group absolute inset-y-0 z-10 w-2 cursor-col-resize touch-none outline-none",
        edge === "end" ? "-end-1" : "-start-1",
        className,
      )}
    >
      <span className="absolute inset-y-0 start-1/2 w-0.5 -translate-x-1/2 bg-accent opacity-0 transition-opacity group-hover:opacity-60 group-focus-visible:opacity-100 group-active:opacity-100" />
    </div>
  );
}

function widthOf(handle: HTMLElement): number {
  return handle.parentElement?.getBoundingClientRect().width ?? 0;
}
