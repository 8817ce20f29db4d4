import { toast } from "@/components/ui/toast-store";
import { CallError } from "@/lib/core/call";
import { t } from "@/lib/text/talk";

/** Says why something did not work: the server's own sentence, or that it cannot be reached. */
export function tellFailure(error: unknown): void {
  toast({ message: error instanceof CallError ? error.message : t.problem.offline, tone: "danger" });
}
