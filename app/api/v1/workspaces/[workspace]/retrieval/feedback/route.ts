import { read } from "@/lib/ctx";
import { getFeedback } from "@/lib/messages/feedback/queries";
import { listFeedbackRoute } from "@/lib/messages/feedback/schema";
import { route } from "@/lib/web/route";

export const GET = route(listFeedbackRoute, (ctx) => read(ctx, getFeedback));
