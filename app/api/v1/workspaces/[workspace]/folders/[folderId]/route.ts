import { deleteFolder, updateFolder } from "@/lib/documents/folders/commands";
import { deleteFolderRoute, updateFolderRoute } from "@/lib/documents/schema";
import { route } from "@/lib/web/route";

export const PATCH = route(updateFolderRoute, (ctx, { params, body }) =>
  updateFolder(ctx, params.folderId, body),
);

export const DELETE = route(deleteFolderRoute, (ctx, { params }) => deleteFolder(ctx, params.folderId));
