"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { FormProblem } from "@/components/ui/form-problem";
import { toast } from "@/components/ui/toast-store";
import { useSubmit } from "@/components/ui/use-submit";
import { call } from "@/lib/core/call";
import { type ModelDto, updateModelRoute } from "@/lib/models/schema";
import { t } from "@/lib/text/catalogue";
import { PriceFields, readPricing } from "./price-fields";

type PriceDialogProps = {
  slug: string;
  model: ModelDto;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** A price of the workspace's own. */
export function PriceDialog({ slug, model, open, onOpenChange }: PriceDialogProps) {
  const router = useRouter();
  const id = useId();
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({ pricing: readPricing(fields) }),
    send: async (body) => {
      await call(updateModelRoute, { params: { workspace: slug, modelId: model.id }, body });
      toast({ message: t.model.changed });
      onOpenChange(false);
      router.refresh();
      return "stay";
    },
  });
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t.model.setPriceOf(model.displayName)}
        footer={
          <Button {...submit} form={id} variant="primary">
            {t.common.save}
          </Button>
        }
      >
        <form {...form} id={id} className="grid gap-4">
          <PriceFields pricing={model.pricing} />
          <FormProblem message={problem.message ?? Object.values(problem.fields)[0] ?? null} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
