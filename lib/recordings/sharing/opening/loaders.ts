import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { isAppError } from "@/lib/core/errors";
import { anonymousVisitor } from "@/lib/web/page";
import { viewShared } from "./commands";
import type { SharedReportDto } from "./schema";

/** What a link leads to, whoever holds it; null while their network opens too many. The not-found page when it leads nowhere. */
export const loadSharedReport = cache(async (token: string): Promise<SharedReportDto | null> => {
  const ctx = await anonymousVisitor();
  try {
    return await viewShared(ctx, token);
  } catch (error) {
    if (isAppError(error, "NOT_FOUND")) notFound();
    if (isAppError(error, "RATE_LIMITED")) return null;
    throw error;
  }
});
