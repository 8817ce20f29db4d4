"use client";

import { SlidersHorizontal, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { t } from "@/lib/text/catalogue";
import type { BroughtAs } from "./brought-as";
import { UploadOptions } from "./upload-options";

const words = t.recording.upload;
const AS_USUAL: BroughtAs = { visibility: "workspace" };

type UploadRecordingsProps = { onFiles: (files: File[], as: BroughtAs) => void };

/** Chooses recordings from this device: as usual at once, or after one has said what is to be made of them, and for whom. */
export function UploadRecordings({ onFiles }: UploadRecordingsProps) {
  const field = useRef<HTMLInputElement>(null);
  const wanted = useRef(AS_USUAL);
  const [isAsking, setAsking] = useState(false);
  const choose = (as: BroughtAs) => {
    wanted.current = as;
    field.current?.click();
  };
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        accept="audio/*,video/mp4,video/webm,.wav,.mp3,.m4a,.mp4,.webm,.ogg,.opus,.flac,.aac,.vtt,.srt,.txt"
        aria-label={words.files}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])], wanted.current);
          event.target.value = "";
          setAsking(false);
        }}
      />
      <div className="flex items-center">
        <Button onClick={() => choose(AS_USUAL)}>
          <Upload aria-hidden="true" />
          {words.button}
        </Button>
        <IconButton label={words.options} size="md" onClick={() => setAsking(true)}>
          <SlidersHorizontal aria-hidden="true" />
        </IconButton>
      </div>
      {isAsking ? <UploadOptions onChoose={choose} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
