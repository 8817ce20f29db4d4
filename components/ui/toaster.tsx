"use client";

import { X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { t } from "@/lib/text/public";
import { Button } from "./button";
import { cn } from "./cn";
import { IconButton } from "./icon-button";
import { currentToasts, dismissToast, subscribeToToasts, type Toast } from "./toast-store";

const NONE: readonly Toast[] = [];

/**
 * Where `toast()` speaks. Our own rather than a package's: those write an unsigned <style> element, which the content
 * security policy refuses. Stands once in a page; the region exists before its first message, so that it is read aloud.
 */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, () => NONE);
  const [held, setHeld] = useState(false);
  return (
    <section
      aria-label={t.common.toasts}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-(--toast-bottom,1rem) z-50 flex flex-col items-center gap-2 px-4"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toasts.map((one) => (
        <ToastCard key={one.id} toast={one} held={held} />
      ))}
    </section>
  );
}

/** Waits while somebody points at it or has the focus in it. */
function ToastCard({ toast, held }: { toast: Toast; held: boolean }) {
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(toast.id), toast.durationMs);
    return () => clearTimeout(timer);
  }, [toast, held]);

  const { action } = toast;
  return (
    <div
      className={cn(
        "pointer-events-auto flex max-w-md animate-rise items-center gap-3 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 shadow-float",
        toast.tone === "danger" && "border-danger",
      )}
    >
      <p className="min-w-0 flex-1">{toast.message}</p>
      {action ? (
        <Button
          variant="quiet"
          size="inline"
          onClick={() => {
            dismissToast(toast.id);
            action.onSelect();
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <IconButton label={t.common.dismiss} onClick={() => dismissToast(toast.id)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
