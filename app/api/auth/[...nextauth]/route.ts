import {
  createFromProvider,
  linkProvider,
  openProviderSession,
  welcomeFromProvider,
} from "@/lib/users/providers/commands";
import { authHandlers } from "@/lib/web/auth";

export const { GET, POST } = authHandlers({
  createFromProvider,
  linkProvider,
  openProviderSession,
  welcomeFromProvider,
});
