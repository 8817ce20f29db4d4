"use client";

import { Ban, Check, ListPlus, ListX, MoreHorizontal, Star, Tag, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast-store";
import { call } from "@/lib/core/call";
import { deleteModelRoute, type ModelDto, type UpdateModel, updateModelRoute } from "@/lib/models/schema";
import { t } from "@/lib/text/catalogue";
import { PriceDialog } from "./price-dialog";

type ModelMenuProps = { slug: string; model: ModelDto; nextFallback: number };

/** What an admin can settle about a model. */
export function ModelMenu({ slug, model, nextFallback }: ModelMenuProps) {
  const text = t.model;
  const router = useRouter();
  const [pricing, setPricing] = useState(false);
  const params = { workspace: slug, modelId: model.id };

  async function act(work: () => Promise<unknown>, message: string) {
    try {
      await work();
      toast({ message });
    } catch (error) {
      tellFailure(error);
    }
    router.refresh();
  }
  const change = (body: UpdateModel) =>
    void act(() => call(updateModelRoute, { params, body }), text.changed);
  const remove = () => void act(() => call(deleteModelRoute, { params }), text.removed(model.displayName));
  const isBuiltIn = model.provider === "quotes";

  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={text.more(model.displayName)}>
            <MoreHorizontal aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {model.usable || model.isDefault ? (
            <DropdownMenuItem onSelect={() => change({ isDefault: !model.isDefault })}>
              <Star aria-hidden="true" />
              {model.isDefault ? text.notDefault : text.makeDefault}
            </DropdownMenuItem>
          ) : null}
          {isBuiltIn ? null : (
            <>
              <DropdownMenuItem
                onSelect={() => change({ fallback: model.fallback === null ? nextFallback : null })}
              >
                {model.fallback === null ? <ListPlus aria-hidden="true" /> : <ListX aria-hidden="true" />}
                {model.fallback === null ? text.makeFallback : text.notFallback}
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => change({ isAllowed: !model.isAllowed })}>
                {model.isAllowed ? <Ban aria-hidden="true" /> : <Check aria-hidden="true" />}
                {model.isAllowed ? text.forbid : text.allow}
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setPricing(true)}>
                <Tag aria-hidden="true" />
                {text.setPrice}
              </DropdownMenuItem>
            </>
          )}
          {model.isPriceOwn ? (
            <DropdownMenuItem onSelect={() => change({ pricing: null })}>
              <Tag aria-hidden="true" />
              {text.registryPrice}
            </DropdownMenuItem>
          ) : null}
          {model.isOwn ? (
            <DropdownMenuItem danger onSelect={remove}>
              <Trash2 aria-hidden="true" />
              {text.remove}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <PriceDialog slug={slug} model={model} open={pricing} onOpenChange={setPricing} />
    </>
  );
}
