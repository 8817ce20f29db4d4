"use client";

import { KeyRound, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { List, ListRow } from "@/components/ui/list";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast-store";
import { ConfirmDialog } from "@/components/workspaces/confirm-dialog";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { type ApiKeyDto, deleteApiKeyRoute, type MyWorkspaceDto } from "@/lib/users/schema";
import { NewKeyDialog } from "./new-key-dialog";

type ApiKeysCardProps = { keys: ApiKeyDto[]; workspaces: MyWorkspaceDto[]; here: string };

/** Keys for programs. */
export function ApiKeysCard({ keys, workspaces, here }: ApiKeysCardProps) {
  const text = t.settings.keys;
  const [making, setMaking] = useState(false);
  return (
    <SettingsCard
      title={text.title}
      detail={
        <>
          {text.detail}{" "}
          <a href="/api/docs" className="text-accent underline underline-offset-4">
            {text.docs}
          </a>
        </>
      }
      action={
        <Button onClick={() => setMaking(true)}>
          <Plus aria-hidden="true" />
          {text.create}
        </Button>
      }
    >
      {keys.length === 0 ? (
        <SettingsBody>
          <p className="text-muted">{text.empty}</p>
        </SettingsBody>
      ) : (
        <List className="border-line border-t">
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </List>
      )}
      <NewKeyDialog open={making} onOpenChange={setMaking} workspaces={workspaces} here={here} />
    </SettingsCard>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKeyDto }) {
  const text = t.settings.keys;
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  return (
    <ListRow
      lead={<KeyRound aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />}
      title={
        <span className="flex flex-wrap items-center gap-2">
          <span className="break-all">{apiKey.name}</span>
          {apiKey.scopes.map((scope) => (
            <Badge key={scope}>{text.scope[scope].label}</Badge>
          ))}
        </span>
      }
      detail={
        <span className="flex flex-wrap gap-x-2 text-sm">
          <span>{apiKey.workspace.name}</span>
          <span>{text.ends(apiKey.hint)}</span>
          <span>
            {apiKey.lastUsedAt ? (
              <>
                {text.lastUsed} <Time at={apiKey.lastUsedAt} />
              </>
            ) : (
              text.neverUsed
            )}
          </span>
        </span>
      }
      trail={
        <>
          <Button size="sm" aria-label={text.revokeLabel(apiKey.name)} onClick={() => setAsking(true)}>
            {text.revoke}
          </Button>
          <ConfirmDialog
            open={asking}
            onOpenChange={setAsking}
            title={text.revokeTitle(apiKey.name)}
            detail={text.revokeDetail}
            confirm={text.revoke}
            onConfirm={async () => {
              await call(deleteApiKeyRoute, { params: { keyId: apiKey.id } });
              toast({ message: text.revoked });
              router.refresh();
            }}
          />
        </>
      }
    />
  );
}
