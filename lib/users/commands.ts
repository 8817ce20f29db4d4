import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type IdentityCtx, type IdentityTx, identity } from "@/lib/ctx";
import { giveBack, takeLimits } from "@/lib/limits/policy";
import type { User } from "@/prisma/generated/client";
import { recordAccountEvent } from "./log/commands";
import { hashPassword, passwordMatches, refuseCommonPassword } from "./passwords/policy";
import { toUserDto } from "./queries";
import type { CreateSession, CreateToken, Register, TokenPairDto, UserDto } from "./schema";
import { type OpenedSession, openSession } from "./sessions/commands";
import { createTokens } from "./tokens/commands";
import { sendConfirmation } from "./verification/commands";

// The commands of this noun and of its folders emit: none. There is no workspace yet that could hear; what is done to an account stands in its
// own log (`recordAccountEvent`), which is their audit.

/**
 * Creates an account and signs in to it. A link to confirm the address goes out by mail.
 * Throws CONFLICT when the address has an account, INVALID for a common password, RATE_LIMITED.
 */
export async function register(
  ctx: IdentityCtx,
  input: Register,
): Promise<{ user: UserDto; session: OpenedSession }> {
  refuseCommonPassword(input.password, "password");
  await identity(ctx, (tx) => takeLimits(tx, [{ name: "sign_up", key: ctx.client.network }]));
  const passwordHash = await hashPassword(input.password);
  const made = await identity(ctx, async (tx) => {
    const user = await insertUser(tx, { name: input.name, email: input.email, passwordHash });
    await recordAccountEvent(tx, user.id, "registered");
    return { user, session: await openSession(tx, { userId: user.id, remember: false, by: "registration" }) };
  });
  sendConfirmation(ctx, made.user);
  return { user: toUserDto(made.user), session: made.session };
}

/** Who signs in, and from which browser: `device` is who the browser's device cookie says signed in here before. */
type From = { device: { userId: string; id: string } | null; replaces: string | null };

/** Signs in with a password. Throws UNAUTHENTICATED in the same words and time whatever was wrong, RATE_LIMITED. */
export async function signIn(ctx: IdentityCtx, input: CreateSession, from: From): Promise<OpenedSession> {
  const { user, limit } = await checkPassword(ctx, input, from.device);
  return identity(ctx, async (tx) => {
    await giveBack(tx, limit);
    return openSession(tx, {
      userId: user.id,
      remember: input.remember,
      replaces: from.replaces,
      by: "password",
    });
  });
}

/** Signs in for tokens instead of a cookie. Throws as `signIn` does. */
export async function signInForTokens(ctx: IdentityCtx, input: CreateToken): Promise<TokenPairDto> {
  const { user, limit } = await checkPassword(ctx, input, null);
  return identity(ctx, async (tx) => {
    await giveBack(tx, limit);
    return createTokens(tx, user.id);
  });
}

type Checked = { user: User; limit: { name: "sign_in"; key: string } };

/**
 * The limit counts wrong passwords per account and network, so that a stranger elsewhere locks nobody out; and a browser that signed
 * in to this account before has a limit of its own, so that a stranger next door does not either. It is taken before the password is
 * looked at, so that many at once are not one, and given back to who knew it.
 */
async function checkPassword(
  ctx: IdentityCtx,
  { email, password }: { email: string; password: string },
  device: From["device"],
): Promise<Checked> {
  const { user, limit } = await identity(ctx, async (tx) => {
    const found = await tx.db.user.findUnique({ where: { email } });
    const isKnownDevice = device !== null && device.userId === found?.id;
    const place = isKnownDevice ? `device:${device.id}` : ctx.client.network;
    const taken = { name: "sign_in" as const, key: `${email}:${place}` };
    await takeLimits(tx, [taken]);
    return { user: found, limit: taken };
  });
  const isRight = await passwordMatches(user?.passwordHash ?? null, password);
  if (user && isRight) return { user, limit };
  if (user) ctx.later(() => identity(ctx, (tx) => recordAccountEvent(tx, user.id, "sign_in_failed")));
  throw new AppError("UNAUTHENTICATED", "This email and password do not belong together.");
}

/** Changes one's own name, here and in every workspace. */
export async function renameMe(ctx: IdentityCtx, userId: string, name: string): Promise<void> {
  await identity(ctx, async (tx) => {
    await tx.db.user.update({ where: { id: userId }, data: { name } });
    await tx.db.member.updateMany({ where: { userId }, data: { name } });
  });
}

/** Deletes an account with its sessions, tokens, keys and log. Its memberships have been ended before. */
export async function deleteAccount(ctx: IdentityCtx, userId: string): Promise<void> {
  await identity(ctx, (tx) => tx.db.user.deleteMany({ where: { id: userId } }));
  ctx.later(() => ctx.realtime.terminate(userId));
}

/** Makes an account whose address counts as confirmed, as the demo's people have, or gives it back the name and password it had at first. */
export async function putConfirmedUser(
  ctx: IdentityCtx,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<UserDto> {
  const fields = { name, passwordHash: await hashPassword(password), emailVerified: ctx.clock.now() };
  const user = await identity(ctx, (tx) =>
    tx.db.user.upsert({
      where: { email },
      create: { id: newId(), email, createdAt: tx.clock.now(), ...fields },
      update: fields,
    }),
  );
  return toUserDto(user);
}

type NewUser = { name: string; email: string; passwordHash: string | null; emailVerified?: Date };

/** Throws CONFLICT when the address has an account. */
export async function insertUser(tx: IdentityTx, fields: NewUser): Promise<User> {
  const id = newId();
  const { count } = await tx.db.user.createMany({
    data: [{ id, createdAt: tx.clock.now(), ...fields }],
    skipDuplicates: true,
  });
  if (count === 0) {
    const message = "This address has an account already. Sign in, or reset the password.";
    throw new AppError("CONFLICT", message, { errors: [{ path: "email", message }] });
  }
  return tx.db.user.findUniqueOrThrow({ where: { id } });
}
