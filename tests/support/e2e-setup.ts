import { startProduct } from "./product";

/** One product for all end-to-end tests; each makes the people and workspaces it needs, or uses the demo's. */
export default async function setup(): Promise<() => Promise<void>> {
  const product = await startProduct();
  // Ana signs in more often within these minutes than a person would: limits are rows, and an operator may raise them.
  await product.sql(`update "RateLimit" set most = most * 1000`);
  process.env.PARLEY_URL = product.url;
  process.env.PARLEY_E2E_HOME = product.home;
  return () => product.discard();
}
