import { call } from "@/lib/core/call";
import type { PictureDrawn } from "./pictures/schema";
import {
  type CompleteUpload,
  type CreateUpload,
  cancelUploadRoute,
  completeUploadRoute,
  createUploadRoute,
  getUploadRoute,
} from "./schema";

type InWorkspace = { workspace: string };
type Of = InWorkspace & { uploadId: string };

export const postUpload = (params: InWorkspace, body: CreateUpload) =>
  call(createUploadRoute, { params, body });
export const fetchUpload = (params: Of) => call(getUploadRoute, { params });
export const completeUpload = (params: Of, body: CompleteUpload) =>
  call(completeUploadRoute, { params, body });
export const cancelUpload = (params: Of) => call(cancelUploadRoute, { params });

/** Where the bytes of a file are read: in place, or as a download under its own name. */
export function fileAddress(workspace: string, fileId: string, download = false): string {
  const address = `/api/v1/workspaces/${encodeURIComponent(workspace)}/files/${fileId}`;
  return download ? `${address}?download=true` : address;
}

/** Where a picture that is ready is shown from: never its own bytes, but what was drawn from them. */
export function pictureAddress(workspace: string, fileId: string, picture: PictureDrawn): string {
  return `${fileAddress(workspace, fileId)}?picture=${picture}`;
}
