import type { Settings } from "./settings";

export async function seedOnFirstRun(_settings: Settings, _env: Record<string, string>): Promise<void> {}
