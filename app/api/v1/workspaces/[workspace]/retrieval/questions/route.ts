import { read } from "@/lib/ctx";
import { pinQuestion } from "@/lib/sources/pins/commands";
import { listPins } from "@/lib/sources/pins/queries";
import { listPinsRoute, pinQuestionRoute } from "@/lib/sources/pins/schema";
import { route } from "@/lib/web/route";

export const GET = route(listPinsRoute, async (ctx) => ({ items: await read(ctx, listPins) }));

export const POST = route(pinQuestionRoute, (ctx, { body }) => pinQuestion(ctx, body));
