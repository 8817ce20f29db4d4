"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { List, ListRow } from "@/components/ui/list";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { scorePins } from "@/lib/sources/pins/client";
import type { PinDto, PinScoresDto } from "@/lib/sources/pins/schema";
import { t } from "@/lib/text/catalogue";

const words = t.search.pins;

type PinsCardProps = { slug: string; pins: PinDto[]; onUnpin: (pin: PinDto) => void };

/** The workspace's own questions with what each should find, asked and scored when one likes. */
export function PinsCard({ slug, pins, onUnpin }: PinsCardProps) {
  const [scores, setScores] = useState<PinScoresDto | null>(null);
  const [busy, setBusy] = useState(false);
  const score = async () => {
    setBusy(true);
    try {
      setScores(await scorePins({ workspace: slug }));
    } catch (error) {
      tellFailure(error);
    }
    setBusy(false);
  };
  return (
    <SettingsCard
      title={words.title}
      detail={words.detail}
      action={
        pins.length > 0 ? (
          <Button busy={busy} onClick={() => void score()}>
            {words.score}
          </Button>
        ) : undefined
      }
    >
      <div aria-live="polite">{scores ? <Shares scores={scores} /> : null}</div>
      {pins.length === 0 ? (
        <SettingsBody className="text-muted">{words.empty}</SettingsBody>
      ) : (
        <List className="border-line border-t">
          {pins.map((pin) => (
            <ListRow
              key={pin.id}
              title={pin.question}
              detail={<Outcome pin={pin} scored={scores?.items.find(({ pinId }) => pinId === pin.id)} />}
              trail={
                <IconButton label={words.unpin(pin.question)} onClick={() => onUnpin(pin)}>
                  <X />
                </IconButton>
              }
            />
          ))}
        </List>
      )}
    </SettingsCard>
  );
}

function Shares({ scores }: { scores: PinScoresDto }) {
  const { items, hitAt1, hitAt5, meanReciprocalRank, byMeaning, durationMs } = scores;
  const figures = [
    [words.hitAt1, words.share(hitAt1)],
    [words.hitAt5, words.share(hitAt5)],
    [words.reciprocal, meanReciprocalRank.toFixed(2)],
  ] as const;
  return (
    <SettingsBody className="grid gap-2">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] gap-3">
        {figures.map(([label, value]) => (
          <div key={label} className="rounded-md border border-line px-3 py-2">
            <dt className="text-muted text-sm">{label}</dt>
            <dd className="font-semibold text-xl tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted text-sm">{words.asked(items.length, durationMs, byMeaning)}</p>
    </SettingsBody>
  );
}

function Outcome({ pin, scored }: { pin: PinDto; scored: PinScoresDto["items"][number] | undefined }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <span>{words.expects(pin.title || t.citation.kinds.message)}</span>
      {scored ? <Badge tone={scored.rank === 1 ? "accent" : "mark"}>{words.rank(scored.rank)}</Badge> : null}
      {scored?.first ? <span>{words.instead(scored.first)}</span> : null}
    </span>
  );
}
