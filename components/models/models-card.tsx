import { List } from "@/components/ui/list";
import { SettingsCard } from "@/components/workspaces/settings-card";
import type { ModelDto } from "@/lib/models/schema";
import { t } from "@/lib/text/catalogue";
import { AddModelButton } from "./add-model-button";
import { ModelRow } from "./model-row";

type ModelsCardProps = {
  slug: string;
  models: ModelDto[];
  spent: Record<string, number>;
  order: string[];
};

/** What answers, in which order, and at what price. What has no key waits below. */
export function ModelsCard({ slug, models, spent, order }: ModelsCardProps) {
  const text = t.model;
  const ready = models.filter((model) => model.usable || model.isOwn || !model.isAllowed);
  const others = models.filter((model) => !ready.includes(model));
  const nextFallback = 1 + Math.max(-1, ...models.flatMap(({ fallback }) => fallback ?? []));
  const rows = (some: ModelDto[]) =>
    some.map((model) => (
      <ModelRow
        key={model.id}
        slug={slug}
        model={model}
        spentMicros={spent[`${model.provider}/${model.name}`] ?? 0}
        nextFallback={nextFallback}
      />
    ));
  const [chosen = "", ...rest] = order;
  return (
    <SettingsCard
      title={text.title}
      detail={rest.length === 0 ? text.quotesOnly : text.answers(chosen, rest)}
      action={<AddModelButton slug={slug} />}
    >
      <List className="border-line border-t">{rows(ready)}</List>
      {others.length > 0 ? (
        <details className="group border-line border-t">
          <summary
            data-focus-inside
            className="cursor-pointer px-4 py-3 font-medium text-muted hover:text-ink lg:px-5"
          >
            {text.withoutKey(others.length)}
          </summary>
          <List className="border-line border-t">{rows(others)}</List>
        </details>
      ) : null}
    </SettingsCard>
  );
}
