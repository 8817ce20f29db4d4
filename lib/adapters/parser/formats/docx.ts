import mammoth from "mammoth";
import { Unreadable } from "../fault";
import type { ParsedPart } from "../port";
import { unpack } from "./archive";
import { partsOfHtml } from "./html";

/** A Word document by its headings, paragraphs, lists and tables. Pictures are left where they are. */
export async function readDocx(bytes: Uint8Array): Promise<ParsedPart[]> {
  await unpack(bytes, () => false);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const noPicture = mammoth.images.imgElement(async () => ({ src: "" }));
  try {
    const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: noPicture });
    return partsOfHtml(value);
  } catch (error) {
    throw new Unreadable("damaged", error);
  }
}
