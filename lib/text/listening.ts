import type { catalogues } from "./catalogues";
import { common } from "./en/common";
import { player } from "./en/player";
import { sharedReport } from "./en/shared-report";

/** What is said where a recording is heard, also by who has no account: the page of a shared report brings no more along. */
export const t = { common, player, sharedReport } satisfies Partial<typeof catalogues.en>;
