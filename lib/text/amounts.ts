const STYLE = { style: "currency", currency: "USD" } as const;
const dollars = new Intl.NumberFormat("en-US", STYLE);
const small = new Intl.NumberFormat("en-US", { ...STYLE, maximumSignificantDigits: 2 });
const counts = new Intl.NumberFormat("en-US");
const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** Micro-dollars for people: "$0.00", "$12.30"; below a cent two digits that count, such as "$0.0042". */
export function money(micros: number): string {
  const amount = micros / 1_000_000;
  return amount > 0 && amount < 0.01 ? small.format(amount) : dollars.format(amount);
}

/** "1,234". */
export function count(value: number): string {
  return counts.format(value);
}

/** "1.2K", "3.4M". */
export function shortCount(value: number): string {
  return short.format(value);
}
