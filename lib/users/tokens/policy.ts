import { errors, jwtVerify, SignJWT } from "jose";
import { MINUTE, SECOND } from "@/lib/core/clock";
import { Id, newId } from "@/lib/core/ids";
import type { Ports } from "@/lib/ctx";

type Signer = Pick<Ports, "site" | "clock">;

/** Seconds that an access token is good for. */
export const ACCESS_SECONDS = (15 * MINUTE) / SECOND;
/** How far two clocks may be apart. */
const LEEWAY_SECONDS = 30;
const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const AUDIENCE = "parley-api";

/** What an access token says: the person, and the family of refresh tokens that it came from. */
export type AccessClaims = { userId: string; familyId: string };

export function signAccessToken({ site, clock }: Signer, claims: AccessClaims): Promise<string> {
  const issuedAt = Math.floor(clock.now().getTime() / SECOND);
  const [key] = site.signingKeys;
  return new SignJWT({ sid: claims.familyId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: key.id })
    .setIssuer(site.url)
    .setAudience(AUDIENCE)
    .setSubject(claims.userId)
    .setJti(newId())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_SECONDS)
    .sign(key.bytes);
}

/**
 * What a token says, or null when it is not a valid access token of this installation. One algorithm, our own keys by id:
 * nothing in the token chooses where a key comes from.
 */
export async function readAccessToken({ site, clock }: Signer, token: string): Promise<AccessClaims | null> {
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        const key = site.signingKeys.find(({ id }) => id === kid);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key.bytes;
      },
      {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: site.url,
        audience: AUDIENCE,
        requiredClaims: ["sub", "sid", "jti", "iat", "exp"],
        clockTolerance: LEEWAY_SECONDS,
        currentDate: clock.now(),
      },
    );
    const userId = Id.safeParse(payload.sub);
    const familyId = Id.safeParse(payload.sid);
    return userId.success && familyId.success ? { userId: userId.data, familyId: familyId.data } : null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}
