import { call } from "@/lib/core/call";
import { type PinQuestion, pinQuestionRoute, scorePinsRoute, unpinQuestionRoute } from "./schema";

type InWorkspace = { workspace: string };

export const pinQuestion = (params: InWorkspace, body: PinQuestion) =>
  call(pinQuestionRoute, { params, body });
export const unpinQuestion = (params: InWorkspace & { pinId: string }) =>
  call(unpinQuestionRoute, { params });
/** Asks all of them now. */
export const scorePins = (params: InWorkspace) => call(scorePinsRoute, { params });
