"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { conversationTitle } from "@/components/conversations/conversation-name";
import { useSidebar, useWorkspace } from "@/components/conversations/workspace-context";
import { FormDialog } from "@/components/documents/form-dialog";
import { conversationPath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast-store";
import { canPost } from "@/lib/conversations/rules";
import { newId } from "@/lib/core/ids";
import { fetchReport, postReport } from "@/lib/recordings/client";
import { MOST_POSTED } from "@/lib/recordings/posts/schema";
import type { ReportDto } from "@/lib/recordings/reports/schema";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { Hearing } from "./hearing";
import { firstLines, PostLines } from "./post-lines";
import { useHearing } from "./use-hearing";

type PostDialogProps = { recording: RecordingDto; onClose: () => void };

const words = t.recording.post;

/** Posts lines of a report, which is fetched as it is now. */
export function PostDialog({ recording, onClose }: PostDialogProps) {
  const { workspace } = useWorkspace();
  const [report, setReport] = useState<ReportDto | null>(null);
  const load = useEffectEvent(() => {
    fetchReport({ workspace: workspace.slug, recordingId: recording.recordingId })
      .then(setReport)
      .catch((error: unknown) => {
        tellFailure(error);
        onClose();
      });
  });
  useEffect(() => load(), []);
  if (report) return <PostForm recording={recording} report={report} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={words.title}>
        <Skeleton className="h-40" />
      </DialogContent>
    </Dialog>
  );
}

/** Chooses a conversation and lines of the report. Nothing is posted where somebody could not hear it. */
function PostForm({ recording, report, onClose }: PostDialogProps & { report: ReportDto }) {
  const { workspace, me } = useWorkspace();
  const router = useRouter();
  const conversations = useSidebar((state) => state.conversations);
  const places = Object.values(conversations).filter(
    (one) =>
      (one.kind === "channel" || one.kind === "direct") && canPost({ ...me, participantRole: one.role }, one),
  );
  const [conversationId, setConversation] = useState(recording.conversationId ?? places[0]?.id ?? "");
  const [lineIds, setLines] = useState(() => firstLines(report));
  // Pressed twice, it is one message; with other lines or elsewhere it is another one.
  const [clientIds] = useState(() => new Map<string, string>());
  const place = { workspace: workspace.slug, recordingId: recording.recordingId };
  const { hearing, give } = useHearing(place, conversationId);
  const chosen = conversations[conversationId];
  const where = chosen ? conversationTitle(chosen) : "";
  const save = async () => {
    const what = [conversationId, ...lineIds].join();
    const clientId = clientIds.get(what) ?? newId();
    clientIds.set(what, clientId);
    const message = await postReport(place, { conversationId, clientId, lineIds });
    const path = `${conversationPath(workspace.slug, { id: conversationId, kind: chosen?.kind ?? "channel" })}?m=${message.seq}`;
    const action = { label: words.open, onSelect: () => router.push(path) };
    toast({ message: words.posted(where), action });
  };
  const isHeard = hearing !== null && hearing !== "unknown" && hearing.missingCount === 0;
  return (
    <FormDialog
      title={words.title}
      button={words.button}
      disabled={!isHeard || lineIds.length === 0}
      onSave={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p className="text-muted">{words.detail}</p>
          {places.length === 0 ? <p>{words.nowhere}</p> : null}
          <Field label={words.where} error={errors.conversationId}>
            {(control) => (
              <Select
                {...control}
                value={conversationId}
                onChange={(event) => setConversation(event.target.value)}
              >
                {places.map((one) => (
                  <option key={one.id} value={one.id}>
                    {conversationTitle(one)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {places.length > 0 ? (
            <Hearing hearing={hearing} recording={recording} where={where} onGive={give} />
          ) : null}
          <PostLines report={report} chosen={lineIds} most={MOST_POSTED} onChange={setLines} />
          {errors.lineIds ? (
            <p role="alert" className="text-danger">
              {errors.lineIds}
            </p>
          ) : null}
        </>
      )}
    </FormDialog>
  );
}
