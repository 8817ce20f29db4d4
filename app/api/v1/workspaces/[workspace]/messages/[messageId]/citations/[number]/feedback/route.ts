import { giveFeedback, takeFeedbackBack } from "@/lib/messages/feedback/commands";
import { giveFeedbackRoute, takeFeedbackBackRoute } from "@/lib/messages/feedback/schema";
import { route } from "@/lib/web/route";

export const PUT = route(giveFeedbackRoute, (ctx, { params: { messageId, number: n }, body }) =>
  giveFeedback(ctx, { messageId, n, ...body }),
);

export const DELETE = route(takeFeedbackBackRoute, (ctx, { params: { messageId, number: n } }) =>
  takeFeedbackBack(ctx, { messageId, n }),
);
