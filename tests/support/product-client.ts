import { createHash } from "node:crypto";
import { z } from "zod";
import type { Product } from "./product";

const Upload = z.object({
  upload_id: z.string(),
  part_size: z.number(),
  parts: z.array(z.object({ number: z.number(), size_bytes: z.number() })),
});
const Completed = z.object({ file_id: z.string() });
const Conversations = z.object({ items: z.array(z.object({ id: z.string(), name: z.string().nullable() })) });

/** A person of the demo at the API of the real product. */
export type ProductClient = {
  call(path: string, method: string, body?: unknown): Promise<Response>;
  /** Uploads a file in parts and makes it a document. Returns the document's id. */
  bring(filename: string, bytes: Uint8Array): Promise<string>;
  /** The id of a channel of the demo. */
  channel(name: string): Promise<string>;
};

export async function clientOf(product: Product, email = "ana@example.com"): Promise<ProductClient> {
  let cookie = "";
  const call: ProductClient["call"] = async (path, method, body) => {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${product.url}/api/v1${path}`, {
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        origin: new URL(product.url).origin,
        "content-type": isBytes ? "application/octet-stream" : "application/json",
      },
      ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const signedIn = await call("/auth/session", "POST", { email, password: "parley-demo" });
  cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const acme = "/workspaces/acme";
  return {
    call,
    async bring(filename, bytes) {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const begun = await call(`${acme}/uploads`, "POST", { filename, size: bytes.length, sha256 });
      const upload = Upload.parse(await begun.json());
      const at = `${acme}/uploads/${upload.upload_id}`;
      for (const { number, size_bytes: size } of upload.parts) {
        const from = (number - 1) * upload.part_size;
        await call(`${at}/parts/${number}`, "PUT", bytes.subarray(from, from + size));
      }
      const { file_id } = Completed.parse(await (await call(`${at}/complete`, "POST", {})).json());
      const made = await call(`${acme}/documents`, "POST", { file_id });
      return z.object({ id: z.string() }).parse(await made.json()).id;
    },
    async channel(name) {
      const { items } = Conversations.parse(
        await (await call(`${acme}/conversations?limit=100`, "GET")).json(),
      );
      const found = items.find((one) => one.name === name);
      if (!found) throw new Error(`The demo has no channel ${name}.`);
      return found.id;
    },
  };
}
