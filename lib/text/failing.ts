import type { catalogues } from "./catalogues";
import { common } from "./en/common";
import { problem } from "./en/problem";

/** What is said when a page fails. Every page brings it along, in case. */
export const t = { common, problem } satisfies Partial<typeof catalogues.en>;
