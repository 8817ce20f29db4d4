import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export type OidcClaims = { sub: string; email?: string; email_verified?: boolean; name?: string };

export type OidcServer = {
  issuer: string;
  /** What the next sign-in says about the person, and for which nonce. Returns the code that the browser would bring back. */
  consent(claims: OidcClaims, nonce: string | null): string;
  close(): Promise<void>;
};

/** An OpenID issuer on loopback: discovery, keys and the token endpoint, as far as a relying party sees them. */
export async function startOidc(clientId: string): Promise<OidcServer> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const codes = new Map<string, { claims: OidcClaims; nonce: string | null }>();
  let issuer = "";

  const server = createServer(async (request, response) => {
    const answer = (body: unknown, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.url === "/.well-known/openid-configuration")
      return answer({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ["code"],
        id_token_signing_alg_values_supported: ["RS256"],
        code_challenge_methods_supported: ["S256"],
      });
    if (request.url === "/jwks") return answer({ keys: [jwk] });
    let form = "";
    for await (const chunk of request) form += chunk;
    const given = new URLSearchParams(form);
    const consent = codes.get(given.get("code") ?? "");
    codes.delete(given.get("code") ?? "");
    if (!consent || !given.get("code_verifier")) return answer({ error: "invalid_grant" }, 400);
    const { claims, nonce } = consent;
    const idToken = await new SignJWT({ ...claims, ...(nonce ? { nonce } : {}) })
      .setProtectedHeader({ alg: "RS256", kid: "k1" })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(privateKey);
    return answer({ access_token: "access", token_type: "Bearer", expires_in: 300, id_token: idToken });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    consent(claims, nonce) {
      const code = crypto.randomUUID();
      codes.set(code, { claims, nonce });
      return code;
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
