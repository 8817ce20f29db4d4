"use client";

import { startTransition, useOptimistic } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import {
  type Correction,
  corrected,
  joined,
  joinSegment,
  merged,
  nameSpeaker,
  patchSegment,
  patchSpeaker,
  renamed,
  split,
  splitSegment,
} from "@/lib/recordings/transcripts/client";
import type { SegmentDto, TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";
import type { Speaker } from "./transcript";

const words = t.recording.correct;

/** Who says a line: one of the speakers, nobody named, or somebody who is not among them yet. */
export type Who = { speakerId: string | null } | { name: string };

export type Corrections = ReturnType<typeof useCorrections>["corrections"];

type CorrectionsOptions = {
  recordingId: string;
  transcript: TranscriptDto;
  /** Fetches what there is now; what was shown meanwhile gives way to it. */
  reload: () => Promise<void>;
};

/** Corrects a transcript: shown at once, undone where one wants, taken back with a sentence where it failed. */
export function useCorrections({ recordingId, transcript, reload }: CorrectionsOptions) {
  const { workspace } = useWorkspace();
  const place = { workspace: workspace.slug, recordingId };
  const at = ({ id }: Pick<SegmentDto, "id">) => ({ ...place, segmentId: id });
  const [shown, show] = useOptimistic(transcript, (now, correct: Correction) => correct(now));

  /** Throws what the server says. */
  const send = (correct: Correction, work: () => Promise<unknown>) =>
    new Promise<void>((resolve, reject) =>
      startTransition(async () => {
        show(correct);
        await work().then(reload).then(resolve, reject);
      }),
    );
  const sayDone = (message: string, undo: () => Promise<void>) =>
    toast({
      message,
      action: { label: t.common.undo, onSelect: () => void undo().catch(tellFailure) },
    });

  const patch = (
    segment: SegmentDto,
    change: { text?: string; speakerId?: string | null; hidden?: boolean },
  ) => send(corrected(segment.id, toShown(change)), () => patchSegment(at(segment), change));

  async function save(segment: SegmentDto, text: string, who: Who): Promise<void> {
    const change = { text, ...("name" in who ? {} : who) };
    await send(corrected(segment.id, change), async () => {
      await patchSegment(at(segment), { ...change, replaces: segment.text });
      if ("name" in who) await nameSpeaker(place, { name: who.name, segmentIds: [segment.id] });
    });
    sayDone(words.corrected, () => patch(segment, { text: segment.text, speakerId: segment.speakerId }));
  }

  /** `offset`: before which character of `text` the second half begins. */
  async function cut(segment: SegmentDto, text: string, offset: number): Promise<void> {
    const optimistic: Correction = (now) => split(segment.id, offset)(corrected(segment.id, { text })(now));
    await send(optimistic, async () => {
      if (text !== segment.text) await patchSegment(at(segment), { text, replaces: segment.text });
      await splitSegment(at(segment), { at: offset });
    });
    sayDone(words.wasSplit, () =>
      send(
        (now) => now,
        () => joinSegment(at(segment)),
      ),
    );
  }

  async function join(segment: SegmentDto, next: SegmentDto): Promise<void> {
    await send(joined(segment.id, next.id), () => joinSegment(at(segment)));
    sayDone(words.wasJoined, () =>
      send(
        (now) => now,
        async () => {
          const times = { endMs: segment.endMs, startMs: next.startMs };
          const after = await splitSegment(at(segment), { at: segment.text.length, ...times });
          const second = after.segments[after.segments.findIndex(({ id }) => id === segment.id) + 1];
          if (second && second.speakerId !== next.speakerId)
            await patchSegment(at(second), { speakerId: next.speakerId });
        },
      ),
    );
  }

  async function hide(segment: SegmentDto): Promise<void> {
    await patch(segment, { hidden: true });
    sayDone(words.wasRemoved, () => patch(segment, { hidden: false }));
  }

  async function restore(segment: SegmentDto): Promise<void> {
    await patch(segment, { hidden: false });
    sayDone(words.wasRestored, () => patch(segment, { hidden: true }));
  }

  async function rename(speaker: Speaker, name: string): Promise<void> {
    const call = (to: string) =>
      send(renamed(speaker.id, to), () => patchSpeaker({ ...place, speakerId: speaker.id }, { name: to }));
    await call(name);
    sayDone(words.wasRenamed(name), () => call(speaker.name));
  }

  async function merge(speaker: Speaker, into: Speaker): Promise<void> {
    const segmentIds = transcript.segments.filter((one) => one.speakerId === speaker.id).map(({ id }) => id);
    await send(merged(speaker.id, into.id), () =>
      patchSpeaker({ ...place, speakerId: speaker.id }, { mergeInto: into.id }),
    );
    sayDone(words.wasMerged(speaker.name, into.name), () =>
      send(
        (now) => now,
        () => nameSpeaker(place, { name: speaker.name, segmentIds }),
      ),
    );
  }

  return { transcript: shown, corrections: { save, cut, join, hide, restore, rename, merge } };
}

function toShown({ hidden, ...rest }: { text?: string; speakerId?: string | null; hidden?: boolean }) {
  return hidden === undefined ? rest : { ...rest, hidden: hidden ? ("removed" as const) : null };
}
