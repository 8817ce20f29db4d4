"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { List, ListRow } from "@/components/ui/list";
import { toast } from "@/components/ui/toast-store";
import { SettingsCard } from "@/components/workspaces/settings-card";
import { call } from "@/lib/core/call";
import { KeyProvider, type ProviderDto, removeKeyRoute } from "@/lib/models/schema";
import { t } from "@/lib/text/catalogue";
import { KeyDialog } from "./key-dialog";

type KeysCardProps = { slug: string; providers: ProviderDto[] };

/** Whose key is used for each provider. */
export function KeysCard({ slug, providers }: KeysCardProps) {
  const text = t.model.keys;
  return (
    <SettingsCard title={text.title} detail={text.detail}>
      <List className="border-line border-t">
        {providers.flatMap((status) => {
          const provider = KeyProvider.safeParse(status.provider).data;
          return provider ? [<KeyRow key={provider} slug={slug} provider={provider} status={status} />] : [];
        })}
      </List>
    </SettingsCard>
  );
}

type KeyRowProps = { slug: string; provider: KeyProvider; status: ProviderDto };

function KeyRow({ slug, provider, status }: KeyRowProps) {
  const text = t.model.keys;
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const name = t.model.providers[provider];
  const isOwn = status.source === "workspace";

  async function remove() {
    try {
      await call(removeKeyRoute, { params: { workspace: slug, provider } });
      toast({ message: text.removed(name) });
    } catch (error) {
      tellFailure(error);
    }
    router.refresh();
  }

  return (
    <ListRow
      className="flex-wrap"
      lead={<KeyRound aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />}
      title={name}
      detail={<span className="break-words text-sm">{sentenceOf(status)}</span>}
      trail={
        <span className="flex gap-2">
          <Button
            size="sm"
            aria-label={isOwn ? text.changeLabel(name) : text.setFor(name)}
            onClick={() => setOpen(true)}
          >
            {isOwn ? text.change : text.set}
          </Button>
          {isOwn ? (
            <Button size="sm" aria-label={text.removeLabel(name)} onClick={remove}>
              {text.remove}
            </Button>
          ) : null}
          <KeyDialog slug={slug} provider={provider} open={open} onOpenChange={setOpen} />
        </span>
      }
    />
  );
}

function sentenceOf({ source, host, hint }: ProviderDto): string {
  const text = t.model.keys;
  if (source === "workspace") return text.workspace(hint, host);
  return source === "installation" ? text.installation(host) : text.none;
}
