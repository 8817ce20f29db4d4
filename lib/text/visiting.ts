import type { catalogues } from "./catalogues";
import { apiDocs } from "./en/api-docs";
import { citation } from "./en/citation";
import { common } from "./en/common";
import { landing } from "./en/landing";
import { shell } from "./en/shell";

/** What is said to whoever looks at Parley from outside: on its first page, and of its API. No page inside of a workspace brings it along. */
export const t = { apiDocs, citation, common, landing, shell } satisfies Partial<typeof catalogues.en>;
