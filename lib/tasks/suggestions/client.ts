import { call } from "@/lib/core/call";
import { dismissSuggestionRoute, listSuggestionsRoute, restoreSuggestionRoute } from "./schema";

type Of = { workspace: string; recordingId: string };

export const fetchSuggestions = (params: Of) => call(listSuggestionsRoute, { params });
export const dismissSuggestion = (params: Of & { lineId: string }) =>
  call(dismissSuggestionRoute, { params });
export const restoreSuggestion = (params: Of & { lineId: string }) =>
  call(restoreSuggestionRoute, { params });
