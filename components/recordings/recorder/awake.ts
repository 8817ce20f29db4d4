/** Keeps the screen on where the browser can. A hidden page loses it; it is asked for again when the page is back. Answers what ends it. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const ask = async () => {
    if (isOver || document.visibilityState !== "visible") return;
    lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    if (isOver) void lock?.release();
  };
  const askAgain = () => void ask();
  document.addEventListener("visibilitychange", askAgain);
  void ask();
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", askAgain);
    void lock?.release();
  };
}
