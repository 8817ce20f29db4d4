import type { catalogues } from "./catalogues";
import { account } from "./en/account";
import { common } from "./en/common";
import { problem } from "./en/problem";

/** What is said before one has signed in: the part of the catalogue that those pages need, so that they do not bring all of it along. */
export const t = { account, common, problem } satisfies Partial<typeof catalogues.en>;
