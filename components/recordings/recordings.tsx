"use client";

import { useState } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { DropZone } from "@/components/documents/drop-zone";
import { uploadsOf } from "@/components/documents/upload-queue";
import { UploadTray } from "@/components/documents/upload-tray";
import { List } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { canAddRecordings, isTranscript } from "@/lib/recordings/rules";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import type { BroughtAs } from "./brought-as";
import { LeftCaptures } from "./recorder/left-captures";
import { RecordLink } from "./recorder/record-link";
import { RecordingRow } from "./recording-row";
import { RecordingsEmpty } from "./recordings-empty";
import { RecordingsHeard } from "./recordings-heard";
import { recordingsOf } from "./recordings-store";
import { TemplatesLive } from "./templates/templates-live";
import { UploadRecordings } from "./upload-recordings";
import { useRecordingActions } from "./use-recording-actions";

/** All recordings that one may hear, newest first, live, with what brings a new one. */
export function Recordings({ recordings: loaded }: { recordings: RecordingDto[] }) {
  const { workspace, me } = useWorkspace();
  const store = recordingsOf(workspace.slug);
  useState(() => store.hydrate(loaded));
  const recordings = Object.values(useStore(store.state, (state) => state.recordings))
    .filter(({ kind }) => kind !== "voice")
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  const { bringTranscript } = useRecordingActions();
  const add = (files: File[], options: BroughtAs) => {
    const sounds = files.filter(({ name }) => !isTranscript(name));
    if (sounds.length > 0) uploadsOf(workspace.slug).add(sounds, { kind: "recording", options });
    for (const file of files) if (isTranscript(file.name)) void bringTranscript(file, options);
  };
  const canAdd = canAddRecordings(me);
  const bring = canAdd ? (
    <>
      <RecordLink />
      <UploadRecordings onFiles={add} />
    </>
  ) : null;
  const page = (
    <>
      <PageHeader title={t.recording.title} actions={recordings.length > 0 ? bring : null} />
      {canAdd ? <TemplatesLive /> : null}
      {canAdd ? <LeftCaptures /> : null}
      <UploadTray room="recordings" />
      <div className="min-h-0 flex-1 overflow-y-auto pb-16">
        {recordings.length === 0 ? (
          <RecordingsEmpty action={bring ? <div className="flex justify-center gap-2">{bring}</div> : null} />
        ) : (
          <List aria-label={t.recording.list} className="divide-y-0">
            {recordings.map((one) => (
              <RecordingRow key={one.recordingId} recording={one} />
            ))}
          </List>
        )}
      </div>
    </>
  );
  return (
    <>
      <RecordingsHeard
        recordings={recordings}
        onEvent={(event) => store.hear(event)}
        onReady={() => void store.refresh().catch(() => undefined)}
      />
      {canAdd ? (
        <DropZone
          title={t.recording.upload.drop}
          workspaceName={workspace.name}
          onFiles={(files, visibility) => add(files, { visibility })}
          onAddress={() => undefined}
        >
          {page}
        </DropZone>
      ) : (
        <div className="flex h-full min-h-0 flex-col">{page}</div>
      )}
    </>
  );
}
