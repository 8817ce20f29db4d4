import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Pricing } from "@/lib/models/schema";
import { t } from "@/lib/text/catalogue";

const MICROS = 1_000_000;

/** What a million tokens cost, in dollars as people write them. */
export function PriceFields({ pricing }: { pricing: Pricing }) {
  const text = t.model;
  const [first] = pricing;
  const shown = (micros: number | undefined) => (micros === undefined ? "" : String(micros / MICROS));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={text.inputPrice} hint={text.priceHint}>
        {(control) => (
          <Input {...control} name="input" inputMode="decimal" defaultValue={shown(first?.inputMicros)} />
        )}
      </Field>
      <Field label={text.outputPrice}>
        {(control) => (
          <Input {...control} name="output" inputMode="decimal" defaultValue={shown(first?.outputMicros)} />
        )}
      </Field>
    </div>
  );
}

/** One price for inputs of any size, what is cached at the same. Nothing entered is no price. */
export function readPricing(fields: FormData): Pricing {
  const [inputMicros, outputMicros] = [microsOf(fields.get("input")), microsOf(fields.get("output"))];
  if (inputMicros === 0 && outputMicros === 0) return [];
  return [{ upToInputTokens: null, inputMicros, cachedInputMicros: inputMicros, outputMicros }];
}

function microsOf(entry: FormDataEntryValue | null): number {
  const dollars = Number(String(entry ?? "").replace(",", "."));
  return Number.isFinite(dollars) ? Math.round(dollars * MICROS) : 0;
}
