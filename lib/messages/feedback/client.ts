import { call } from "@/lib/core/call";
import { giveFeedbackRoute, takeFeedbackBackRoute } from "./schema";

/** The quote of this number in an answer. */
type Quote = { workspace: string; messageId: string; number: number };

export const giveFeedback = (params: Quote, helpful: boolean) =>
  call(giveFeedbackRoute, { params, body: { helpful } });
export const takeFeedbackBack = (params: Quote) => call(takeFeedbackBackRoute, { params });
