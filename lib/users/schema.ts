import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";

/** Trimmed, at most 254 characters, the same without case. */
export const Email = z
  .string()
  .trim()
  .min(1, "Enter an email address.")
  .max(254, "An email address has at most 254 characters.")
  .toLowerCase()
  .pipe(z.email("This is not an email address."));

/** A name that can be read, and that cannot break a mail header. */
export const PersonName = z
  .string()
  .trim()
  .normalize("NFC")
  .min(1, "Enter a name.")
  .max(80, "A name has at most 80 characters.")
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, "A name is a single line.")
  .regex(/[\p{L}\p{N}\p{S}]/u, "A name needs at least one letter.");

const PASSWORD_LEAST = 8;
const PASSWORD_MOST = 128;

/** A new password: 8 to 128 characters, taken exactly as typed. */
export const NewPassword = z
  .string()
  .refine((password) => characters(password) >= PASSWORD_LEAST, "A password has at least 8 characters.")
  .refine((password) => characters(password) <= PASSWORD_MOST, "A password has at most 128 characters.");

/** A password to be compared. It may be wrong, but not without bounds. */
const GivenPassword = z
  .string()
  .min(1, "Enter your password.")
  .max(4 * PASSWORD_MOST, "A password has at most 128 characters.");

/** A one-time token as it stands in a mail: 32 random bytes. One of another form is used up or wrong all the same. */
const OneTimeToken = z.string().min(1, "The link is incomplete.").max(200, "This link does not work.");
const RefreshToken = z.string().min(1).max(200);

function characters(text: string): number {
  return [...text].length;
}

export const UserDto = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  createdAt: z.string(),
});
export type UserDto = z.infer<typeof UserDto>;

export const MyWorkspaceDto = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  memberId: Id,
  role: z.enum(["owner", "admin", "member", "guest"]),
});
export type MyWorkspaceDto = z.infer<typeof MyWorkspaceDto>;

export const MeDto = UserDto.extend({
  hasPassword: z.boolean(),
  /** Outside accounts that sign in to this one: google, github, oidc. */
  providers: z.array(z.string()),
  workspaces: z.array(MyWorkspaceDto),
});
export type MeDto = z.infer<typeof MeDto>;

export const Register = z.strictObject({ name: PersonName, email: Email, password: NewPassword });
export type Register = z.output<typeof Register>;

const credentials = {
  email: Email,
  password: GivenPassword,
  /** Of an account with a second factor. */
  totp: z.string().max(40).optional(),
};

export const CreateSession = z.strictObject({ ...credentials, remember: z.boolean().default(false) });
export type CreateSession = z.output<typeof CreateSession>;

export const CreateToken = z.strictObject(credentials);
export type CreateToken = z.output<typeof CreateToken>;

export const TokenPairDto = z.object({
  accessToken: z.string(),
  /** Seconds. */
  expiresIn: z.int(),
  refreshToken: z.string(),
  tokenType: z.literal("Bearer"),
});
export type TokenPairDto = z.infer<typeof TokenPairDto>;

export const UpdateMe = z
  .strictObject({
    name: PersonName.optional(),
    currentPassword: GivenPassword.optional(),
    newPassword: NewPassword.optional(),
  })
  .refine((body) => body.currentPassword === undefined || body.newPassword !== undefined, {
    path: ["newPassword"],
    message: "Enter the new password too.",
  });
export type UpdateMe = z.output<typeof UpdateMe>;

export const SessionDto = z.object({
  id: Id,
  isCurrent: z.boolean(),
  isRemembered: z.boolean(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
  expiresAt: z.string(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
});
export type SessionDto = z.infer<typeof SessionDto>;

/** What a key may do: safe methods, the rest, and what only admins and owners may. */
export const ApiKeyScope = z.enum(["read", "write", "admin"]);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

export const ApiKeyDto = z.object({
  id: Id,
  name: z.string(),
  /** The last characters, to tell keys apart. */
  hint: z.string(),
  workspace: z.object({ id: Id, slug: z.string(), name: z.string() }),
  scopes: z.array(ApiKeyScope),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  createdAt: z.string(),
});
export type ApiKeyDto = z.infer<typeof ApiKeyDto>;

export const CreateApiKey = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Name the key after what uses it.")
    .max(80, "A name has at most 80 characters.")
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, "A name is a single line."),
  /** The slug of the workspace that it works in. */
  workspace: z.string().min(1, "Choose a workspace.").max(100),
  scopes: z.array(ApiKeyScope).min(1, "Choose what the key may do.").max(3),
  expiresInDays: z.int().min(1).max(366).nullable().default(null),
});
export type CreateApiKey = z.output<typeof CreateApiKey>;

/** One line of the account log. */
export const AccountEventDto = z.object({
  id: Id,
  kind: z.string(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: z.string(),
});
export type AccountEventDto = z.infer<typeof AccountEventDto>;

export const registerRoute = defineRoute({
  method: "POST",
  path: "/auth/register",
  summary: "Create an account and sign in to it. A link to confirm the address goes out by mail.",
  access: "public",
  status: 201,
  idempotent: false,
  body: Register,
  response: z.object({ user: UserDto }),
});

export const createSessionRoute = defineRoute({
  method: "POST",
  path: "/auth/session",
  summary: "Sign in with a session cookie: 14 days when remembered, else 12 hours.",
  access: "public",
  idempotent: false,
  body: CreateSession,
});

export const deleteSessionRoute = defineRoute({
  method: "DELETE",
  path: "/auth/session",
  summary: "Sign out of this browser.",
  access: "public",
});

export const createTokenRoute = defineRoute({
  method: "POST",
  path: "/auth/token",
  summary: "Sign in without a cookie: an access token of 15 minutes and a refresh token of 30 days.",
  access: "public",
  idempotent: false,
  body: CreateToken,
  response: TokenPairDto,
});

export const refreshTokenRoute = defineRoute({
  method: "POST",
  path: "/auth/refresh",
  summary: "Exchange a refresh token for a new pair. An old one revokes all of its family.",
  access: "public",
  idempotent: false,
  body: z.strictObject({ refreshToken: RefreshToken }),
  response: TokenPairDto,
});

export const revokeTokenRoute = defineRoute({
  method: "POST",
  path: "/auth/revoke",
  summary: "End a refresh token, all that came from it, and their access tokens.",
  access: "public",
  idempotent: false,
  body: z.strictObject({ refreshToken: RefreshToken }),
});

export const forgotPasswordRoute = defineRoute({
  method: "POST",
  path: "/auth/password/forgot",
  summary: "Ask for a link to choose a new password. Answers alike whether or not the account exists.",
  access: "public",
  status: 202,
  idempotent: false,
  body: z.strictObject({ email: Email }),
});

export const resetPasswordRoute = defineRoute({
  method: "POST",
  path: "/auth/password/reset",
  summary: "Choose a new password with a link from a mail. Ends every session.",
  access: "public",
  idempotent: false,
  body: z.strictObject({ token: OneTimeToken, password: NewPassword }),
});

export const requestMagicLinkRoute = defineRoute({
  method: "POST",
  path: "/auth/magic_link",
  summary: "Ask for a link that signs in once. Answers alike whether or not the account exists.",
  access: "public",
  status: 202,
  idempotent: false,
  body: z.strictObject({ email: Email }),
});

export const confirmMagicLinkRoute = defineRoute({
  method: "POST",
  path: "/auth/magic_link/confirm",
  summary: "Sign in with a link from a mail.",
  access: "public",
  idempotent: false,
  body: z.strictObject({ token: OneTimeToken, remember: z.boolean().default(false) }),
});

export const confirmEmailRoute = defineRoute({
  method: "POST",
  path: "/auth/email/confirm",
  summary: "Confirm that an address is one's own, with a link from a mail.",
  access: "public",
  idempotent: false,
  body: z.strictObject({ token: OneTimeToken }),
});

export const requestEmailConfirmationRoute = defineRoute({
  method: "POST",
  path: "/me/email_confirmation",
  summary: "Send the link that confirms my address again.",
  access: "user",
  status: 202,
  idempotent: false,
});

export const getMeRoute = defineRoute({
  method: "GET",
  path: "/me",
  summary: "Who I am, and my workspaces.",
  access: "user",
  response: MeDto,
});

export const updateMeRoute = defineRoute({
  method: "PATCH",
  path: "/me",
  summary: "Change my name, or my password with the current one. A new password ends my other sessions.",
  access: "user",
  body: UpdateMe,
  response: MeDto,
});

export const deleteMeRoute = defineRoute({
  method: "DELETE",
  path: "/me",
  summary: "Delete my account. What I wrote stays, under my name.",
  access: "user",
});

export const listSessionsRoute = defineRoute({
  method: "GET",
  path: "/me/sessions",
  summary: "Where I am signed in.",
  access: "user",
  query: pageQuery,
  response: pageOf(SessionDto),
});

export const deleteOwnSessionRoute = defineRoute({
  method: "DELETE",
  path: "/me/sessions/{sessionId}",
  summary: "End one of my sessions.",
  access: "user",
  params: { sessionId: Id },
});

export const endSessionsRoute = defineRoute({
  method: "DELETE",
  path: "/me/sessions",
  summary: "Sign out everywhere: every session, every token, every live connection.",
  access: "user",
});

export const listApiKeysRoute = defineRoute({
  method: "GET",
  path: "/me/api_keys",
  summary: "My API keys.",
  access: "user",
  query: pageQuery,
  response: pageOf(ApiKeyDto),
});

export const createApiKeyRoute = defineRoute({
  method: "POST",
  path: "/me/api_keys",
  summary: "Make an API key for one workspace. The token is shown this once.",
  access: "user",
  status: 201,
  idempotent: false,
  body: CreateApiKey,
  response: z.object({ key: ApiKeyDto, token: z.string() }),
});

export const deleteApiKeyRoute = defineRoute({
  method: "DELETE",
  path: "/me/api_keys/{keyId}",
  summary: "Revoke an API key.",
  access: "user",
  params: { keyId: Id },
});

export const listAccountEventsRoute = defineRoute({
  method: "GET",
  path: "/me/events",
  summary: "My account log: sign-ins, failures, tokens and keys, newest first.",
  access: "user",
  query: pageQuery,
  response: pageOf(AccountEventDto),
});
