"use client";

import { useEffect } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { type Attached, drafts } from "./attached";
import { attachFiles, choices, detachFile, openDraft, takeAttached } from "./drafts";

const NONE: Attached[] = [];

/** What is attached in one composer, and what can be done with it. */
export function useAttachments(composer: string) {
  const { slug } = useWorkspace().workspace;
  const attached = useStore(drafts, (all) => all[composer]) ?? NONE;
  const isComing = useStore(choices, (all) => (all[composer] ?? 0) > 0);
  useEffect(() => openDraft(slug, composer), [slug, composer]);
  return {
    attached,
    /** Something was chosen that is not among them yet. */
    isComing,
    add: (files: File[]) => attachFiles(slug, composer, files),
    remove: (id: string) => detachFile(slug, composer, id),
    take: () => takeAttached(composer),
  };
}
