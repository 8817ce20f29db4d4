import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runAsCommand } from "./command";

/** What a browser asks for by name while it draws a PDF. The rest of the package is bundled. */
const PARTS = ["build/pdf.worker.min.mjs", "cmaps", "standard_fonts", "wasm", "iccs"];

/**
 * Lays the files of the PDF viewer under public/pdfjs/VERSION, so that they are served by us and may be kept for good. Nothing is done when
 * this version is there already. Returns whether anything was laid.
 */
export function placeViewerFiles(root: string = process.cwd()): boolean {
  const manifest = createRequire(join(root, "package.json")).resolve("pdfjs-dist/package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const place = join(root, "public/pdfjs");
  if (PARTS.every((part) => existsSync(join(place, version, part)))) return false;
  rmSync(place, { recursive: true, force: true });
  for (const part of PARTS)
    cpSync(join(dirname(manifest), part), join(place, version, part), { recursive: true });
  return true;
}

runAsCommand(import.meta.url, () => {
  console.log(placeViewerFiles() ? "Laid out the viewer's files." : "The viewer's files are there.");
});
