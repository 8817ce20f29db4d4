import { removeKey, setKey } from "@/lib/models/keys/commands";
import { removeKeyRoute, setKeyRoute } from "@/lib/models/schema";
import { route } from "@/lib/web/route";

export const PUT = route(setKeyRoute, (ctx, { params, body }) => setKey(ctx, params.provider, body));

export const DELETE = route(removeKeyRoute, (ctx, { params }) => removeKey(ctx, params.provider));
