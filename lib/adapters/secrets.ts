import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** What is sealed at rest: keys of providers, second factors, webhook secrets. */
export type Secrets = {
  /**
   * Seals a text with the first key. `context` (workspace, table, row) is authenticated with it: a sealed value that is copied
   * to another row does not open there. Answers printable ASCII: `v1.<key id>.<nonce>.<ciphertext and tag>`.
   */
  seal(plain: string, context: readonly string[]): string;
  /** Opens what `seal` made, with whichever key sealed it. Throws when the key is gone, the text was altered, or the context differs. */
  open(sealed: string, context: readonly string[]): string;
  /** Whether it was sealed with another key than the first, and should be sealed anew. */
  isStale(sealed: string): boolean;
};

const VERSION = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Makes secrets of SECRETS_KEYS: `id:base64` items of 32 bytes; the first encrypts, all decrypt. Throws one sentence that names a malformed item. */
export function createSecrets(items: readonly string[]): Secrets {
  const keys = new Map(items.map(parseKey));
  const [first] = keys;
  if (!first) throw new Error("SECRETS_KEYS is empty: it takes id:base64 of 32 random bytes.");
  if (keys.size < items.length) throw new Error("SECRETS_KEYS has two keys of the same id.");
  const [currentId, currentKey] = first;

  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", currentKey, nonce).setAAD(associated(currentId, context));
      const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, currentId, nonce.toString("base64url"), sealed.toString("base64url")].join(".");
    },
    open(sealed, context) {
      const { keyId, nonce, body } = parseSealed(sealed);
      const key = keys.get(keyId);
      if (!key) throw new Error(`No key "${keyId}" in SECRETS_KEYS.`);
      const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(associated(keyId, context)).setAuthTag(body.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
        "utf8",
      );
    },
    isStale: (sealed) => parseSealed(sealed).keyId !== currentId,
  };
}

function parseKey(item: string): [string, Buffer] {
  const [, id, base64] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/.exec(item) ?? [];
  const key = Buffer.from(base64 ?? "", "base64");
  // The item itself is not repeated: it may hold the key.
  if (!id || key.length !== 32)
    throw new Error("SECRETS_KEYS has an item that is not id:base64 of 32 bytes.");
  return [id, key];
}

function parseSealed(sealed: string): { keyId: string; nonce: Buffer; body: Buffer } {
  const [version, keyId, nonceText, bodyText, ...rest] = sealed.split(".");
  const nonce = Buffer.from(nonceText ?? "", "base64url");
  const body = Buffer.from(bodyText ?? "", "base64url");
  const isWhole =
    version === VERSION && nonce.length === NONCE_BYTES && body.length >= TAG_BYTES && rest.length === 0;
  if (!isWhole || !keyId) throw new Error("This is not a sealed secret.");
  return { keyId, nonce, body };
}

/** JSON keeps the parts apart: ["a","bc"] and ["ab","c"] must not authenticate each other. */
function associated(keyId: string, context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([VERSION, keyId, ...context]), "utf8");
}
