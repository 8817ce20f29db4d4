"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useTopic } from "@/components/realtime/use-topic";
import { topics } from "@/lib/core/event";
import { jobChanged } from "@/lib/jobs/events";

const QUIET_MS = 400;

/** Shows the page anew when a job began or ended: at most a few times a second, however many did. */
export function JobsLive({ adminId }: { adminId: string }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function refresh() {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), QUIET_MS);
  }

  useTopic(topics.member(adminId), {
    onEvent: (name) => {
      if (name === jobChanged.eventName) refresh();
    },
    onReady: refresh,
  });
  return null;
}
