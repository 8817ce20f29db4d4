import { unpinQuestion } from "@/lib/sources/pins/commands";
import { unpinQuestionRoute } from "@/lib/sources/pins/schema";
import { route } from "@/lib/web/route";

export const DELETE = route(unpinQuestionRoute, (ctx, { params }) => unpinQuestion(ctx, params.pinId));
