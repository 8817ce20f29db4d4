import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** What the built-in engine knows of a language comes from npm, a package for each. Nothing is fetched when it is needed. */
const PACKAGES = "@tesseract.js-data";
/** Of each language, the small and fast one of those that the package holds. */
const KIND = "4.0.0_best_int";

export function isInstalled(language: string): boolean {
  return findFile(language) !== null;
}

export function packageOf(language: string): string {
  return `${PACKAGES}/${language}`;
}

/** The trained data of a language. Throws where its package is not installed. */
export function trainedData(language: string): Uint8Array {
  const file = findFile(language);
  if (!file) throw new Error(`${packageOf(language)} is not installed.`);
  return gunzipSync(readFileSync(file));
}

/** By its path, because a bundle knows of no packages that it does not carry. */
function findFile(language: string): string | null {
  const packages = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules");
  const file = path.join(packages, packageOf(language), KIND, `${language}.traineddata.gz`);
  return existsSync(file) ? file : null;
}
