import type { z } from "zod";
import { send } from "@/lib/core/send";
import type {
  CreateSession,
  confirmEmailRoute,
  confirmMagicLinkRoute,
  forgotPasswordRoute,
  Register,
  requestMagicLinkRoute,
  resetPasswordRoute,
} from "./schema";

/**
 * What the pages before sign-in call. They take the types of the specifications and leave the schemas on the server, so that the
 * sign-in page stays small. Every key is one word: nothing needs to be renamed. All throw `CallError`.
 */
type Body<S extends { body: z.ZodType }> = z.input<S["body"]>;

export const createSession = (body: z.input<typeof CreateSession>) => post("/auth/session", body);
export const register = (body: z.input<typeof Register>) => post("/auth/register", body);
export const forgotPassword = (body: Body<typeof forgotPasswordRoute>) => post("/auth/password/forgot", body);
export const resetPassword = (body: Body<typeof resetPasswordRoute>) => post("/auth/password/reset", body);
export const requestMagicLink = (body: Body<typeof requestMagicLinkRoute>) => post("/auth/magic_link", body);
export const confirmMagicLink = (body: Body<typeof confirmMagicLinkRoute>) =>
  post("/auth/magic_link/confirm", body);
export const confirmEmail = (body: Body<typeof confirmEmailRoute>) => post("/auth/email/confirm", body);

async function post(path: string, body: unknown): Promise<void> {
  await send("POST", path, { body });
}
