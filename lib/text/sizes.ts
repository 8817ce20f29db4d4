const UNITS = ["kilobyte", "megabyte", "gigabyte"] as const;

/** "1 kB", "14 kB", "3.2 MB": how large something is, as it is written in a language. */
export function sizeText(bytes: number, locale = "en"): string {
  const step = bytes < 1e6 ? 0 : bytes < 1e9 ? 1 : 2;
  const value = Math.max(1, bytes / 1000 ** (step + 1));
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[step] ?? "kilobyte",
    unitDisplay: "short",
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
