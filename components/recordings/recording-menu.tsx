"use client";

import {
  Download,
  Ellipsis,
  FileInput,
  Hash,
  Layers,
  Link2,
  MessageSquareQuote,
  Pencil,
  RefreshCw,
  Trash2,
  VolumeX,
} from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { askRecordingPath } from "@/components/shell/paths";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { untilLoaded } from "@/components/ui/until-loaded";
import { ConfirmDialog } from "@/components/workspaces/confirm-dialog";
import { canMakeCollections } from "@/lib/collections/rules";
import { fileAddress } from "@/lib/files/client";
import { exportAddress } from "@/lib/recordings/client";
import { canAddRecordings, canImportTranscript, canManageRecording } from "@/lib/recordings/rules";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { RenameRecording } from "./rename-recording";
import { useRecordingActions } from "./use-recording-actions";

// What is opened now and then is no part of the page's first script.
const PostDialog = dynamic(
  untilLoaded(() => import("./post-dialog").then((one) => one.PostDialog)),
  { ssr: false },
);
const ShareDialog = dynamic(
  untilLoaded(() => import("./share-dialog").then((one) => one.ShareDialog)),
  { ssr: false },
);
const CollectDialog = dynamic(
  untilLoaded(() => import("@/components/collections/collect-dialog").then((one) => one.CollectDialog)),
  { ssr: false },
);

type RecordingMenuProps = { recording: RecordingDto; onDeleted?: () => void; size?: "sm" | "md" };

const words = t.recording.menu;
const FORMATS = ["md", "docx", "srt", "vtt", "json"] as const;

/** What one may do to a recording. */
export function RecordingMenu({ recording, onDeleted, size = "sm" }: RecordingMenuProps) {
  const { me, workspace } = useWorkspace();
  const actions = useRecordingActions();
  const [dialog, setDialog] = useState<"rename" | "share" | "collect" | "sound" | "post" | null>(null);
  const brought = { kind: recording.kind, createdById: recording.createdBy?.memberId ?? null };
  const manages = canManageRecording(me, brought);
  const remove = () => {
    void actions.remove(recording);
    onDeleted?.();
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={words.label(recording.title)} size={size}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {me.role === "guest" || recording.kind === "voice" ? null : (
            <DropdownMenuItem asChild>
              <Link href={askRecordingPath(workspace.slug, recording.recordingId)}>
                <MessageSquareQuote aria-hidden="true" />
                {words.ask}
              </Link>
            </DropdownMenuItem>
          )}
          {manages && recording.status === "failed" ? (
            <DropdownMenuItem onSelect={() => void actions.retry(recording)}>
              <RefreshCw aria-hidden="true" />
              {words.retry}
            </DropdownMenuItem>
          ) : null}
          {manages ? (
            <DropdownMenuItem onSelect={() => setDialog("rename")}>
              <Pencil aria-hidden="true" />
              {words.rename}
            </DropdownMenuItem>
          ) : null}
          {canImportTranscript(me, brought) ? (
            <DropdownMenuItem onSelect={() => actions.importInto(recording)}>
              <FileInput aria-hidden="true" />
              {words.import}
            </DropdownMenuItem>
          ) : null}
          {canMakeCollections(me) ? (
            <DropdownMenuItem onSelect={() => setDialog("collect")}>
              <Layers aria-hidden="true" />
              {t.library.menu.collect}
            </DropdownMenuItem>
          ) : null}
          {canAddRecordings(me) && recording.hasReport ? (
            <DropdownMenuItem onSelect={() => setDialog("post")}>
              <Hash aria-hidden="true" />
              {words.post}
            </DropdownMenuItem>
          ) : null}
          {manages && canAddRecordings(me) && recording.hasReport ? (
            <DropdownMenuItem onSelect={() => setDialog("share")}>
              <Link2 aria-hidden="true" />
              {words.share}
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuSeparator />
          <Exports recording={recording} onPdf={() => void actions.savePdf(recording)} />
          {manages ? (
            <>
              <DropdownMenuSeparator />
              {recording.fileId && recording.kind !== "voice" ? (
                <DropdownMenuItem onSelect={() => setDialog("sound")} danger>
                  <VolumeX aria-hidden="true" />
                  {words.deleteSound}
                </DropdownMenuItem>
              ) : null}
              <DropdownMenuItem onSelect={remove} danger>
                <Trash2 aria-hidden="true" />
                {words.delete}
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog === "rename" ? <RenameRecording recording={recording} onClose={() => setDialog(null)} /> : null}
      {dialog === "sound" ? (
        <ConfirmDialog
          open
          onOpenChange={() => setDialog(null)}
          title={t.recording.sound.deleteTitle}
          detail={t.recording.sound.deleteDetail}
          confirm={t.recording.sound.deleteButton}
          onConfirm={() => actions.deleteSound(recording)}
        />
      ) : null}
      {dialog === "post" ? <PostDialog recording={recording} onClose={() => setDialog(null)} /> : null}
      {dialog === "share" ? <ShareDialog recording={recording} onClose={() => setDialog(null)} /> : null}
      {dialog === "collect" ? (
        <CollectDialog
          title={t.library.menu.collect}
          sources={[{ type: "recording", id: recording.recordingId }]}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </>
  );
}

function Exports({ recording, onPdf }: { recording: RecordingDto; onPdf: () => void }) {
  const { recordingId, fileId } = recording;
  const { workspace } = useWorkspace();
  return (
    <>
      {fileId ? (
        <DropdownMenuItem asChild>
          <a href={fileAddress(workspace.slug, fileId, true)} download>
            <Download aria-hidden="true" />
            {words.download}
          </a>
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuItem onSelect={onPdf}>
        <Download aria-hidden="true" />
        {t.recording.formats.pdf}
      </DropdownMenuItem>
      {FORMATS.map((format) => (
        <DropdownMenuItem key={format} asChild>
          <a href={exportAddress(workspace.slug, recordingId, format)} download>
            <Download aria-hidden="true" />
            {t.recording.formats[format]}
          </a>
        </DropdownMenuItem>
      ))}
    </>
  );
}
