import { identity } from "@/lib/ctx";
import { createApiKey } from "@/lib/users/keys/commands";
import { listApiKeys } from "@/lib/users/keys/queries";
import { createApiKeyRoute, listApiKeysRoute } from "@/lib/users/schema";
import { userRoute } from "@/lib/web/route";

export const GET = userRoute(listApiKeysRoute, (ctx, { signedIn, query }) =>
  identity(ctx, (tx) => listApiKeys(tx, signedIn.userId, query)),
);

export const POST = userRoute(createApiKeyRoute, (ctx, { signedIn, body }) =>
  createApiKey(ctx, signedIn.userId, body),
);
