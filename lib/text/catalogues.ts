import { en } from "./en";
import { apiDocs } from "./en/api-docs";
import { landing } from "./en/landing";

/** Every language says the same things: a second one is an object of the type of the first. What a workspace does not say stands beside it. */
export const catalogues = { en: { ...en, landing, apiDocs } };
