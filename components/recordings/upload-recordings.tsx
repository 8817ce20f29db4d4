"use client";

import { Upload } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/text/catalogue";
import { type ChosenTemplate, chosenOf } from "./templates/template-name";
import { UploadAs } from "./templates/upload-as";

const words = t.recording.upload;

type UploadRecordingsProps = { onFiles: (files: File[], chosen: ChosenTemplate | null) => void };

/** Chooses recordings from this device, and, unless the usual one will do, what their reports are written by. */
export function UploadRecordings({ onFiles }: UploadRecordingsProps) {
  const field = useRef<HTMLInputElement>(null);
  const chosen = useRef<ChosenTemplate | null>(null);
  const choose = (template: ChosenTemplate | null) => {
    chosen.current = template;
    field.current?.click();
  };
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        accept="audio/*,video/mp4,video/webm,.wav,.mp3,.m4a,.mp4,.webm,.ogg,.opus,.flac,.aac"
        aria-label={words.files}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])], chosen.current);
          event.target.value = "";
        }}
      />
      <div className="flex items-center">
        <Button onClick={() => choose(null)}>
          <Upload aria-hidden="true" />
          {words.button}
        </Button>
        <UploadAs onChoose={(value) => choose(chosenOf(value))} />
      </div>
    </>
  );
}
