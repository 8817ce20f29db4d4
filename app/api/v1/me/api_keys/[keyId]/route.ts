import { revokeApiKey } from "@/lib/users/keys/commands";
import { deleteApiKeyRoute } from "@/lib/users/schema";
import { userRoute } from "@/lib/web/route";

export const DELETE = userRoute(deleteApiKeyRoute, (ctx, { signedIn, params }) =>
  revokeApiKey(ctx, signedIn.userId, params.keyId),
);
