"use client";

import { Upload } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/text/catalogue";

const words = t.recording.upload;

/** Chooses recordings from this device. */
export function UploadRecordings({ onFiles }: { onFiles: (files: File[]) => void }) {
  const field = useRef<HTMLInputElement>(null);
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
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Button onClick={() => field.current?.click()}>
        <Upload aria-hidden="true" />
        {words.button}
      </Button>
    </>
  );
}
