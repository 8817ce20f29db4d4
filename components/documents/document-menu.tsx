"use client";

import {
  CirclePause,
  Download,
  Ellipsis,
  FolderInput,
  Layers,
  MessageSquareQuote,
  Pencil,
  RefreshCw,
  Replace,
  Trash2,
  UsersRound,
} from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useRef, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast-store";
import { untilLoaded } from "@/components/ui/until-loaded";
import { canMakeCollections } from "@/lib/collections/rules";
import { canGoOn, canManageDocument } from "@/lib/documents/rules";
import type { DocumentDto } from "@/lib/documents/schema";
import { fileAddress } from "@/lib/files/client";
import { t } from "@/lib/text/catalogue";
import { MoveDialog } from "./move-dialog";
import { ReadersDialog } from "./readers-dialog";
import { RenameDialog } from "./rename-dialog";
import { uploadsOf } from "./upload-queue";
import { useDocumentActions } from "./use-documents";

/** Brought when it is opened. */
const CollectDialog = dynamic(
  untilLoaded(() => import("@/components/collections/collect-dialog").then((one) => one.CollectDialog)),
  { ssr: false },
);

type DocumentMenuProps = {
  document: DocumentDto;
  onAsk?: (() => void) | undefined;
  onDeleted?: (() => void) | undefined;
  size?: "sm" | "md";
};

const words = t.library.menu;

/** What one may do to a document, and the windows that some of it opens. */
export function DocumentMenu({ document, onAsk, onDeleted, size = "sm" }: DocumentMenuProps) {
  const { workspace, me } = useWorkspace();
  const [dialog, setDialog] = useState<"rename" | "move" | "readers" | "collect" | null>(null);
  const manages = canManageDocument(me, { createdById: document.createdBy?.memberId ?? null });
  const close = () => setDialog(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={words.label(document.title)} size={size}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {onAsk ? (
            <Item icon={<MessageSquareQuote />} onSelect={onAsk}>
              {words.ask}
            </Item>
          ) : null}
          <DropdownMenuItem asChild>
            <a href={fileAddress(workspace.slug, document.file.id, true)} download>
              <Download aria-hidden="true" />
              {words.download}
            </a>
          </DropdownMenuItem>
          {canMakeCollections(me) ? (
            <Item icon={<Layers />} onSelect={() => setDialog("collect")}>
              {words.collect}
            </Item>
          ) : null}
          {manages ? <Managing document={document} onDialog={setDialog} onDeleted={onDeleted} /> : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog === "rename" ? <RenameDialog document={document} onClose={close} /> : null}
      {dialog === "move" ? <MoveDialog document={document} onClose={close} /> : null}
      {dialog === "collect" ? (
        <CollectDialog
          title={words.collect}
          sources={[{ type: "document", id: document.id }]}
          onClose={close}
        />
      ) : null}
      {dialog === "readers" ? <ReadersDialog document={document} onClose={close} /> : null}
    </>
  );
}

type ManagingProps = {
  document: DocumentDto;
  onDialog: (dialog: "rename" | "move" | "readers") => void;
  onDeleted: (() => void) | undefined;
};

function Managing({ document, onDialog, onDeleted }: ManagingProps) {
  const actions = useDocumentActions();
  const replace = useReplacing(document);
  const { status } = document;
  const remove = () => {
    void actions.remove(document);
    onDeleted?.();
  };
  return (
    <>
      <DropdownMenuSeparator />
      {canGoOn(document) ? (
        <Item icon={<RefreshCw />} onSelect={() => void actions.retry(document)}>
          {words.retry}
        </Item>
      ) : null}
      {status === "queued" || status === "processing" ? (
        <Item icon={<CirclePause />} onSelect={() => void actions.cancel(document)}>
          {words.cancel}
        </Item>
      ) : null}
      <Item icon={<Pencil />} onSelect={() => onDialog("rename")}>
        {words.rename}
      </Item>
      <Item icon={<FolderInput />} onSelect={() => onDialog("move")}>
        {words.move}
      </Item>
      <Item icon={<UsersRound />} onSelect={() => onDialog("readers")}>
        {words.readers}
      </Item>
      <Item icon={<Replace />} onSelect={replace}>
        {words.replace}
      </Item>
      <DropdownMenuSeparator />
      <Item icon={<Trash2 />} onSelect={remove} danger>
        {words.delete}
      </Item>
    </>
  );
}

type ItemProps = { icon: ReactNode; onSelect: () => void; danger?: boolean; children: ReactNode };

function Item({ icon, onSelect, danger = false, children }: ItemProps) {
  return (
    <DropdownMenuItem onSelect={onSelect} danger={danger}>
      {icon}
      {children}
    </DropdownMenuItem>
  );
}

/** Asks for a file and sends it as the next version. The field outlives the menu, which closes when something in it is chosen. */
function useReplacing({ id }: DocumentDto): () => void {
  const { workspace } = useWorkspace();
  const field = useRef<HTMLInputElement>(null);
  return () => {
    field.current = Object.assign(document.createElement("input"), { type: "file" });
    field.current.onchange = () => {
      const [file] = field.current?.files ?? [];
      if (!file) return;
      uploadsOf(workspace.slug).add([file], { kind: "version", documentId: id });
      toast({ message: t.library.replaced });
    };
    field.current.click();
  };
}
