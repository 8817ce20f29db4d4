"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { call } from "@/lib/core/call";
import { type ModelDto, type TestDto, testModelRoute } from "@/lib/models/schema";
import { money } from "@/lib/text/amounts";
import { t } from "@/lib/text/catalogue";
import { ModelMenu } from "./model-menu";

type ModelRowProps = { slug: string; model: ModelDto; spentMicros: number; nextFallback: number };

/** One model: what it is, what it costs, and whether it answers. */
export function ModelRow({ slug, model, spentMicros, nextFallback }: ModelRowProps) {
  const text = t.model;
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<TestDto | null>(null);

  async function test() {
    setBusy(true);
    setResult(null);
    try {
      setResult(await call(testModelRoute, { params: { workspace: slug, modelId: model.id } }));
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <li className="px-4 py-3 leading-[1.4] lg:px-5">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="break-words font-medium">{model.displayName}</span>
            <Badges model={model} />
          </div>
          <p className="text-muted text-sm">{factsOf(model, spentMicros).join(" · ")}</p>
        </div>
        <div className="flex shrink-0 items-center gap-1">
          {model.host || model.provider === "quotes" ? (
            <Button size="sm" busy={busy} aria-label={text.testLabel(model.displayName)} onClick={test}>
              {text.test}
            </Button>
          ) : null}
          <ModelMenu slug={slug} model={model} nextFallback={nextFallback} />
        </div>
      </div>
      <p role="status" className="mt-1 flex gap-1.5 text-sm empty:hidden">
        {result ? <Result result={result} /> : null}
      </p>
    </li>
  );
}

function Badges({ model }: { model: ModelDto }) {
  const text = t.model;
  return (
    <>
      {model.isDefault ? <Badge tone="accent">{text.default}</Badge> : null}
      {model.fallback === null ? null : <Badge>{text.fallback(model.fallback + 1)}</Badge>}
      {model.isOwn ? <Badge>{text.own}</Badge> : null}
      {model.isPriceOwn ? <Badge>{text.ownPrice}</Badge> : null}
      {model.isAllowed ? null : <Badge tone="danger">{text.forbidden}</Badge>}
    </>
  );
}

function Result({ result }: { result: TestDto }) {
  const Icon = result.ok ? CircleCheck : CircleAlert;
  return (
    <>
      <Icon
        aria-hidden="true"
        className={result.ok ? "mt-px size-4 shrink-0 text-ok" : "mt-px size-4 shrink-0 text-danger"}
      />
      {result.sentence}
    </>
  );
}

function factsOf(model: ModelDto, spentMicros: number): string[] {
  const text = t.model;
  const where = model.host ?? (model.provider === "quotes" ? text.here : null);
  return [
    text.providers[model.provider],
    ...(where ? [where] : []),
    priceOf(model),
    ...(spentMicros > 0 ? [text.spent(money(spentMicros))] : []),
  ];
}

function priceOf({ pricing }: ModelDto): string {
  const [first] = pricing;
  if (!first) return t.model.noPrice;
  if (first.inputMicros === 0 && first.outputMicros === 0) return t.model.free;
  return t.model.price(money(first.inputMicros), money(first.outputMicros));
}
