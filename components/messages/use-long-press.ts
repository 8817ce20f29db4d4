import { type TouchEvent, useRef } from "react";

const LONG_MS = 450;
const STILL_PX = 10;

/** A finger that rests: handlers for what it rests on. Moving away, as one scrolls, is no press. */
export function useLongPress(onLongPress: () => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const cancel = () => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };
  return {
    onTouchStart(event: TouchEvent) {
      cancel();
      const touch = event.touches[0];
      // What has a press of its own keeps it.
      const isPressable =
        event.target instanceof Element && event.target.closest("a, button, input, textarea");
      if (!touch || event.touches.length > 1 || isPressable) return;
      press.current = { timer: setTimeout(onLongPress, LONG_MS), x: touch.clientX, y: touch.clientY };
    },
    onTouchMove(event: TouchEvent) {
      const touch = event.touches[0];
      const { current } = press;
      if (!touch || !current) return;
      if (Math.hypot(touch.clientX - current.x, touch.clientY - current.y) > STILL_PX) cancel();
    },
    onTouchEnd: cancel,
    onTouchCancel: cancel,
  };
}
