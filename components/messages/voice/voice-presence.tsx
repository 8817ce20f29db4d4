"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { untilLoaded } from "@/components/ui/until-loaded";

const LeftVoice = dynamic(
  untilLoaded(() => import("./left-voice").then((part) => part.LeftVoice)),
  { ssr: false },
);

const IDLE_MS = 2_000;

/** Voice messages that an earlier page left. They are no part of any page's first script. */
export function VoicePresence({ to }: { to: { conversationId: string; parentId?: string } }) {
  const [rests, setRests] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRests(true), IDLE_MS);
    return () => clearTimeout(timer);
  }, []);
  return rests ? <LeftVoice to={to} /> : null;
}
