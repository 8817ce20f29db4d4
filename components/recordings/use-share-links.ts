"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { fetchShareLinks, revokeShareLink } from "@/lib/recordings/client";
import type { ShareLinkDto } from "@/lib/recordings/sharing/schema";
import { t } from "@/lib/text/catalogue";

export type HeldLinks = ReturnType<typeof useShareLinks>;

/** The links to a report, fetched when they are looked at. `items` null: not yet. */
export function useShareLinks(place: { workspace: string; recordingId: string }) {
  const [items, setItems] = useState<ShareLinkDto[] | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const load = () =>
    void fetchShareLinks(place)
      .then(({ items: listed }) => setItems((known) => withMade(known ?? [], listed)))
      .catch(() => setFailed(true));
  const begin = useEffectEvent(load);
  useEffect(() => begin(), []);
  return {
    items,
    hasFailed,
    again: () => {
      setFailed(false);
      load();
    },
    add: (link: ShareLinkDto) => setItems((known) => [link, ...(known ?? [])]),
    revoke: async ({ id }: ShareLinkDto) => {
      try {
        await revokeShareLink({ ...place, shareLinkId: id });
        const revoked = (link: ShareLinkDto) =>
          link.id === id ? { ...link, status: "revoked" as const } : link;
        setItems((known) => known?.map(revoked) ?? null);
        toast({ message: t.recording.share.revoked });
      } catch (error) {
        tellFailure(error);
      }
    },
  };
}

/** A link that was made while the list was on its way is not in it. */
function withMade(known: ShareLinkDto[], listed: ShareLinkDto[]): ShareLinkDto[] {
  return [...known.filter(({ id }) => !listed.some((one) => one.id === id)), ...listed];
}
