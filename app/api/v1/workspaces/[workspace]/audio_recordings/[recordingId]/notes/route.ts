import { read } from "@/lib/ctx";
import { createNote } from "@/lib/recordings/notes/commands";
import { listNotes } from "@/lib/recordings/notes/queries";
import { createNoteRoute, listNotesRoute } from "@/lib/recordings/notes/schema";
import { route } from "@/lib/web/route";

export const GET = route(listNotesRoute, async (ctx, { params }) => ({
  items: await read(ctx, (tx) => listNotes(tx, params.recordingId)),
}));

export const POST = route(createNoteRoute, (ctx, { params, body }) =>
  createNote(ctx, params.recordingId, body),
);
