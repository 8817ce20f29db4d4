"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { useSubmit } from "@/components/ui/use-submit";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { call } from "@/lib/core/call";
import type { BudgetDto } from "@/lib/runs/schema";
import { money } from "@/lib/text/amounts";
import { t } from "@/lib/text/catalogue";
import { updateWorkspaceRoute } from "@/lib/workspaces/schema";

type BudgetCardProps = { slug: string; budgetCents: number | null; budget: BudgetDto | null };

/** What may be spent in a month, and what is left of it. */
export function BudgetCard({ slug, budgetCents, budget }: BudgetCardProps) {
  const text = t.usage.budget;
  const router = useRouter();
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({ budgetCents: centsOf(fields.get("budget_cents")) }),
    send: async (body) => {
      await call(updateWorkspaceRoute, { params: { workspace: slug }, body });
      toast({ message: text.saved });
      router.refresh();
      return "stay";
    },
  });
  return (
    <SettingsCard title={text.title} detail={text.detail}>
      <SettingsBody className="grid gap-4">
        <BudgetState budget={budget} />
        <form {...form} className="grid gap-3">
          <Field label={text.limit} hint={text.limitHint} error={problem.fields.budget_cents}>
            {(control) => (
              <Input
                {...control}
                name="budget_cents"
                inputMode="decimal"
                autoComplete="off"
                className="max-w-40"
                defaultValue={budgetCents === null ? "" : (budgetCents / 100).toFixed(2)}
              />
            )}
          </Field>
          <FormProblem message={problem.message} />
          <div>
            <Button {...submit} variant="primary">
              {text.save}
            </Button>
          </div>
        </form>
      </SettingsBody>
    </SettingsCard>
  );
}

function BudgetState({ budget }: { budget: BudgetDto | null }) {
  const text = t.usage.budget;
  if (!budget) return <p className="text-muted">{text.none}</p>;
  const { limitMicros, spentMicros } = budget;
  const isOver = spentMicros >= limitMicros;
  const share = limitMicros === 0 ? 1 : Math.min(1, spentMicros / limitMicros);
  return (
    <div>
      <p className="tabular-nums">{text.state(money(spentMicros), money(limitMicros))}</p>
      <svg
        aria-hidden="true"
        className="mt-1 block h-1.5 w-full"
        preserveAspectRatio="none"
        viewBox="0 0 100 1"
      >
        <rect width="100" height="1" className="fill-hover" />
        <rect width={100 * share} height="1" className={isOver ? "fill-danger" : "fill-accent"} />
      </svg>
      {isOver ? <p className="mt-1 text-danger text-sm">{text.over}</p> : null}
    </div>
  );
}

/** null where nothing is entered; what is no number is left to the server to refuse. */
function centsOf(entry: FormDataEntryValue | null): number | null {
  const typed = String(entry ?? "")
    .trim()
    .replace(/^\$/, "")
    .replace(",", ".");
  const cents = Math.round(Number(typed) * 100);
  if (typed === "") return null;
  return Number.isSafeInteger(cents) ? cents : -1;
}
