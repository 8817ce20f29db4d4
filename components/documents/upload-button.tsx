"use client";

import { ChevronDown, FolderPlus, Layers, Link2, Lock, Upload } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { t } from "@/lib/text/catalogue";

const words = t.library.upload;

type UploadButtonProps = {
  onFiles: (files: File[], readers: "workspace" | "private") => void;
  onAddress: () => void;
  onFolder: () => void;
  onCollection: () => void;
};

/** Everything that puts something into the Library. */
export function UploadButton({ onFiles, onAddress, onFolder, onCollection }: UploadButtonProps) {
  const field = useRef<HTMLInputElement>(null);
  const readers = useRef<"workspace" | "private">("workspace");
  const choose = (whom: "workspace" | "private") => {
    readers.current = whom;
    field.current?.click();
  };
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        aria-label={words.files}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])], readers.current);
          event.target.value = "";
        }}
      />
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="primary">
            <Upload aria-hidden="true" />
            {words.button}
            <ChevronDown aria-hidden="true" className="-me-1" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => choose("workspace")}>
            <Upload />
            {words.files}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => choose("private")}>
            <Lock />
            {words.private}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={onAddress}>
            <Link2 />
            {words.url}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={onFolder}>
            <FolderPlus />
            {words.newFolder}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={onCollection}>
            <Layers />
            {words.newCollection}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  );
}
