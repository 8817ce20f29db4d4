"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { untilLoaded } from "@/components/ui/until-loaded";

const RecorderBar = dynamic(
  untilLoaded(() => import("./recorder-bar").then((module) => module.RecorderBar)),
  { ssr: false },
);

const IDLE_MS = 2_000;

/** The recorder on every page. It is no part of any page's first script: nobody records in the first seconds. */
export function RecorderPresence() {
  const [rests, setRests] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRests(true), IDLE_MS);
    return () => clearTimeout(timer);
  }, []);
  return rests ? <RecorderBar /> : null;
}
