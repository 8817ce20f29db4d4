import { read } from "@/lib/ctx";
import { createFolder } from "@/lib/documents/folders/commands";
import { listFolders } from "@/lib/documents/folders/queries";
import { createFolderRoute, listFoldersRoute } from "@/lib/documents/schema";
import { route } from "@/lib/web/route";

export const GET = route(listFoldersRoute, (ctx, { query }) => read(ctx, (tx) => listFolders(tx, query)));

export const POST = route(createFolderRoute, (ctx, { body }) => createFolder(ctx, body));
