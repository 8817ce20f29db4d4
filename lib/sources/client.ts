import type { z } from "zod";
import { call } from "@/lib/core/call";
import { explainSearchRoute, searchRoute } from "./schema";

type InWorkspace = { workspace: string };

/** Messages, documents and recordings that have all the words. */
export const fetchSearch = (
  params: InWorkspace,
  query: z.input<typeof searchRoute.query>,
  signal?: AbortSignal,
) => call(searchRoute, { params, query, ...(signal ? { signal } : {}) });

/** What a question finds, with scores and why; admins alone. */
export const fetchExplanation = (params: InWorkspace, query: z.input<typeof explainSearchRoute.query>) =>
  call(explainSearchRoute, { params, query });
