/** What the page missed: `shown` after a minute or more in the background, `slept` when the machine did, `online` when the network is back. */
export type Wake = "shown" | "slept" | "online";

type Page = Pick<EventTarget, "addEventListener" | "removeEventListener">;
type WakeParts = { document: Page & { visibilityState: string }; window: Page; now: () => number };

const HIDDEN_MS = 60_000;
const TICK_MS = 10_000;
/** A visible page's timer that comes this late means that the machine slept. Timers of hidden pages are late by design. */
const LATE_MS = 30_000;

/** Calls when time has passed in which events may have been missed. Returns the way to stop. */
export function watchWake({ document, window, now }: WakeParts, onWake: (wake: Wake) => void): () => void {
  let hiddenAt: number | null = document.visibilityState === "hidden" ? now() : null;
  let tickedAt = now();

  const onVisibility = () => {
    if (document.visibilityState === "hidden") {
      hiddenAt = now();
      return;
    }
    const hiddenMs = hiddenAt === null ? 0 : now() - hiddenAt;
    hiddenAt = null;
    tickedAt = now();
    if (hiddenMs > HIDDEN_MS) onWake("shown");
  };
  const onPageShow = (event: Event) => {
    if ("persisted" in event && event.persisted) onWake("slept");
  };
  const onOnline = () => onWake("online");
  const tick = setInterval(() => {
    const late = now() - tickedAt - TICK_MS;
    tickedAt = now();
    if (hiddenAt === null && late > LATE_MS) onWake("slept");
  }, TICK_MS);

  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("pageshow", onPageShow);
  window.addEventListener("online", onOnline);
  return () => {
    clearInterval(tick);
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("pageshow", onPageShow);
    window.removeEventListener("online", onOnline);
  };
}
