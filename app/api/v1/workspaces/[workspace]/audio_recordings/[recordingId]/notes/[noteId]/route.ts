import { deleteNote } from "@/lib/recordings/notes/commands";
import { deleteNoteRoute } from "@/lib/recordings/notes/schema";
import { route } from "@/lib/web/route";

export const DELETE = route(deleteNoteRoute, (ctx, { params }) => deleteNote(ctx, params));
