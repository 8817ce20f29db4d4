import { dismissSuggestion, restoreSuggestion } from "@/lib/tasks/suggestions/commands";
import { dismissSuggestionRoute, restoreSuggestionRoute } from "@/lib/tasks/suggestions/schema";
import { route } from "@/lib/web/route";

export const PUT = route(dismissSuggestionRoute, (ctx, { params }) => dismissSuggestion(ctx, params));

export const DELETE = route(restoreSuggestionRoute, (ctx, { params }) => restoreSuggestion(ctx, params));
