import { fromBufferPromise } from "yauzl";
import { Unreadable } from "../fault";
import { LIMITS } from "../limits";

const CFB = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Unpacks an Office file within bounds before any library sees it: how much comes out is counted while it comes, for what an archive says
 * of itself may be a lie. Returns the entries that were asked for.
 */
export async function unpack(
  bytes: Uint8Array,
  wants: (name: string) => boolean,
): Promise<Map<string, Buffer>> {
  // A locked Office file is not an archive but a container of the older kind.
  if (CFB.every((byte, index) => bytes[index] === byte)) throw new Unreadable("encrypted");
  const kept = new Map<string, Buffer>();
  let total = 0;
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (zip.entryCount > LIMITS.entries) throw new Unreadable("too_large");
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize;
      if (total > LIMITS.unpackedBytes) throw new Unreadable("too_large");
      if (entry.isEncrypted()) throw new Unreadable("encrypted");
      if (entry.fileName.endsWith("/")) continue;
      const isWanted = wants(entry.fileName);
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) if (isWanted) chunks.push(chunk);
      if (isWanted) kept.set(entry.fileName, Buffer.concat(chunks));
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable("damaged", error);
  }
  return kept;
}
