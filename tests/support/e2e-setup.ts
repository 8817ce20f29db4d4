import { startProduct } from "./product";

/** One product for all end-to-end tests; each makes the people and workspaces it needs, or uses the demo's. */
export default async function setup(): Promise<() => Promise<void>> {
  const product = await startProduct();
  process.env.PARLEY_URL = product.url;
  process.env.PARLEY_E2E_HOME = product.home;
  return () => product.discard();
}
