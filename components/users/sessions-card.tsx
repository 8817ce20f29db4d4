"use client";

import { Monitor } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { signOut } from "@/components/conversations/sign-out";
import { tellFailure } from "@/components/shell/tell";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { List, ListRow } from "@/components/ui/list";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast-store";
import { ConfirmDialog } from "@/components/workspaces/confirm-dialog";
import { SettingsCard } from "@/components/workspaces/settings-card";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { deleteOwnSessionRoute, endSessionsRoute, type SessionDto } from "@/lib/users/schema";
import { browserName } from "./browser-name";

/** Where one is signed in, this browser first. */
export function SessionsCard({ sessions }: { sessions: SessionDto[] }) {
  const text = t.settings.sessions;
  const [asking, setAsking] = useState(false);
  const ordered = sessions.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
  return (
    <SettingsCard
      title={text.title}
      detail={text.detail}
      action={<Button onClick={() => setAsking(true)}>{text.everywhere}</Button>}
    >
      <List className="border-line border-t">
        {ordered.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </List>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text.everywhereTitle}
        detail={text.everywhereDetail}
        confirm={text.everywhere}
        onConfirm={async () => {
          await call(endSessionsRoute);
          await signOut(); // leaves nothing of the person in this browser either
        }}
      />
    </SettingsCard>
  );
}

function SessionRow({ session }: { session: SessionDto }) {
  const text = t.settings.sessions;
  const router = useRouter();
  const browser = browserName(session.userAgent);
  const name = browser ? text.program(browser.program, browser.system) : text.unknown;

  async function end() {
    try {
      await call(deleteOwnSessionRoute, { params: { sessionId: session.id } });
      toast({ message: text.ended });
      router.refresh();
    } catch (error) {
      tellFailure(error);
    }
  }

  return (
    <ListRow
      lead={<Monitor aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />}
      title={
        <span className="flex flex-wrap items-center gap-2">
          {name}
          {session.isCurrent ? <Badge tone="accent">{text.current}</Badge> : null}
        </span>
      }
      detail={
        <span className="flex flex-wrap gap-x-2 text-sm">
          {session.ip ? <span>{session.ip}</span> : null}
          <span>
            {text.lastUsed} <Time at={session.lastUsedAt} />
          </span>
        </span>
      }
      trail={
        session.isCurrent ? null : (
          <Button size="sm" aria-label={text.endLabel(name)} onClick={end}>
            {text.end}
          </Button>
        )
      }
    />
  );
}
