import type { Env } from "@/lib/adapters/env";
import type { ModelProvider, ModelRef, ModelsPort } from "@/lib/adapters/models/port";
import { AppError } from "@/lib/core/errors";
import { isInstalled, packageOf } from "./languages";
import type { OcrPort } from "./port";

export const NO_OCR: OcrPort = {
  engine: () => null,
  async look() {
    throw new AppError("UNAVAILABLE", "Nothing is configured that reads pictures of pages.");
  },
};

const DEFAULT_LANGUAGES = ["eng"];

export type OcrChoice =
  | { kind: "none" }
  | { kind: "embedded"; languages: string[] }
  | { kind: "model"; ref: ModelRef };

/**
 * What reads pictures of pages in this environment: the model that OCR_MODEL names, nothing where it says `none`, else what is built in, in the
 * languages that OCR_LANGUAGES names. On Vercel nothing is built in: there is no process of its own to read in. Throws a sentence that names
 * what is wrong.
 */
export function ocrChoiceOf(env: Env): OcrChoice {
  const { OCR_MODEL: name, OCR_LANGUAGES } = env;
  if (name && name !== "none" && name !== "embedded") return { kind: "model", ref: namedBy(name, env) };
  if (name === "none" || (env.VERCEL && name !== "embedded")) return { kind: "none" };
  if (env.VERCEL)
    throw new Error("OCR_MODEL is embedded, which Vercel has no room for: name a model, or none.");
  const isAsked = OCR_LANGUAGES.length > 0 || name !== undefined;
  const languages = OCR_LANGUAGES.length > 0 ? OCR_LANGUAGES : DEFAULT_LANGUAGES;
  if (!isAsked && !languages.every(isInstalled)) return { kind: "none" };
  for (const language of languages) {
    if (!/^[a-z]{3}(_[a-z]+)*$/.test(language))
      throw new Error(`OCR_LANGUAGES names ${language}: languages have three letters, such as eng,deu.`);
    if (!isInstalled(language))
      throw new Error(
        `OCR_LANGUAGES names ${language}: its data comes with "npm install ${packageOf(language)}".`,
      );
  }
  return { kind: "embedded", languages };
}

/** The engine of an environment, or none. Reaches no network. */
export async function createOcr(env: Env, models: ModelsPort): Promise<OcrPort> {
  const choice = ocrChoiceOf(env);
  if (choice.kind === "none") return NO_OCR;
  if (choice.kind === "embedded") return (await import("./embedded")).createEmbeddedOcr(choice.languages);
  return (await import("./model")).createModelOcr(choice.ref, { models });
}

const PROVIDERS: ModelProvider[] = ["openai", "google", "anthropic", "compatible"];

function namedBy(named: string, env: Env): ModelRef {
  const [, first = "", name] = /^([a-z]+)\/(.+)$/.exec(named) ?? [];
  const provider = PROVIDERS.find((one) => one === first);
  if (!provider || !name)
    throw new Error(
      `OCR_MODEL is ${named}: name a provider and a model, such as openai/gpt-6.1-terra, or none.`,
    );
  const isConfigured = {
    openai: env.OPENAI_API_KEY ?? env.OPENAI_BASE_URL,
    google: env.GOOGLE_GENERATIVE_AI_API_KEY,
    anthropic: env.ANTHROPIC_API_KEY,
    compatible: env.COMPATIBLE_BASE_URL,
    quotes: undefined,
  }[provider];
  if (!isConfigured) throw new Error(`OCR_MODEL names a model of ${provider}, which is not configured here.`);
  return { provider, name };
}
