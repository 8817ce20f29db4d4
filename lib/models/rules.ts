import type { Pricing } from "./schema";

/** Tokens of one attempt. `inputTokens` counts the cached ones too. */
export type CountedTokens = { inputTokens: number; cachedInputTokens: number; outputTokens: number };

type Ranked = { id: string | null; provider: string; fallback: number | null };

/**
 * Who answers when the chosen one cannot: the workspace's fallbacks in their order; where it named none, the best of each other provider.
 * `last` costs nothing and is always there: it ends the list, and a list that begins with it has nobody else.
 */
export function orderEngines<E extends Ranked>(chosen: E, usable: E[], last: E): [E, ...E[]] {
  if (chosen.provider === last.provider) return [chosen];
  const others = usable.filter((engine) => engine !== chosen && engine.provider !== last.provider);
  const named = others
    .filter(({ fallback }) => fallback !== null)
    .toSorted((a, b) => Number(a.fallback) - Number(b.fallback));
  const hasNamed = usable.some(({ fallback }) => fallback !== null);
  const bests = others.filter(
    ({ provider }, index) =>
      provider !== chosen.provider && others.findIndex((one) => one.provider === provider) === index,
  );
  return [chosen, ...(hasNamed ? named : bests), last];
}

const MILLION = 1_000_000n;

/**
 * What an attempt costs, in whole micro-dollars, half a one rounded up. The size of the input chooses the tier, and the tier prices
 * the whole attempt, as the providers bill it. Without prices it costs nothing. Integers throughout: what is shown for many
 * attempts is the sum of their lines, and no other number exists.
 */
export function costMicros(pricing: Pricing, usage: CountedTokens): number {
  const input = count(usage.inputTokens);
  const cached = count(Math.min(usage.cachedInputTokens, usage.inputTokens));
  const tier = tierOf(pricing, usage.inputTokens);
  if (!tier) return 0;
  const millionths =
    (input - cached) * BigInt(tier.inputMicros) +
    cached * BigInt(tier.cachedInputMicros) +
    count(usage.outputTokens) * BigInt(tier.outputMicros);
  return Number((millionths + MILLION / 2n) / MILLION);
}

/** The narrowest tier that holds the input; beyond all of them, the widest. */
function tierOf(pricing: Pricing, inputTokens: number): Pricing[number] | undefined {
  const reach = (tier: Pricing[number]) => tier.upToInputTokens ?? Number.POSITIVE_INFINITY;
  const tiers = pricing.toSorted((a, b) => reach(a) - reach(b));
  return tiers.find((tier) => inputTokens <= reach(tier)) ?? tiers.at(-1);
}

/** Providers leave counts out, and have been seen to send fractions and less than nothing. */
function count(tokens: number): bigint {
  return Number.isFinite(tokens) ? BigInt(Math.max(0, Math.round(tokens))) : 0n;
}
