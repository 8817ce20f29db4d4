const MOST = 40;

/** An address out of a name: "Zoë & Söhne GmbH" becomes "zoe-sohne-gmbh". Empty when nothing of the name can stand in one. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MOST)
    .replace(/^-+|-+$/g, "");
}
