import { randomBytes } from "node:crypto";
import path from "node:path";
import { z } from "zod";
import { readJson, writeJson } from "./home";

const Secrets = z.object({
  instance: z.string(),
  authSecret: z.string(),
  secretsKey: z.string(),
  pusher: z.object({ appId: z.string(), key: z.string(), secret: z.string() }),
  inngest: z.object({ signingKey: z.string(), eventKey: z.string() }),
});

export type Secrets = z.infer<typeof Secrets>;

/** The generated secrets of this installation, made once and kept in `<home>/secrets.json` (readable by its owner alone). */
export function keepSecrets(home: string): Secrets {
  const file = path.join(home, "secrets.json");
  const kept = readJson(file);
  if (kept !== null) return Secrets.parse(kept);
  const made = makeSecrets();
  writeJson(file, made);
  return made;
}

function makeSecrets(): Secrets {
  return {
    instance: randomBytes(4).toString("hex"),
    authSecret: randomBytes(32).toString("base64url"),
    secretsKey: `k1:${randomBytes(32).toString("base64")}`,
    pusher: {
      appId: String(randomBytes(3).readUIntBE(0, 3) + 1_000_000),
      key: randomBytes(10).toString("hex"),
      secret: randomBytes(24).toString("hex"),
    },
    inngest: {
      signingKey: `signkey-prod-${randomBytes(32).toString("hex")}`,
      eventKey: randomBytes(24).toString("base64url"),
    },
  };
}
