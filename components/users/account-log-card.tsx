import { List, ListRow } from "@/components/ui/list";
import { Time } from "@/components/ui/time";
import { SettingsCard } from "@/components/workspaces/settings-card";
import { t } from "@/lib/text/catalogue";
import type { AccountEventDto } from "@/lib/users/schema";
import { browserName } from "./browser-name";

/** What happened to one's account, newest first. */
export function AccountLogCard({ events }: { events: AccountEventDto[] }) {
  const text = t.settings.accountLog;
  return (
    <SettingsCard title={text.title} detail={text.detail}>
      <List className="border-line border-t">
        {events.map((event) => {
          const browser = browserName(event.userAgent);
          return (
            <ListRow
              key={event.id}
              title={<span className="font-normal">{text.kinds[event.kind] ?? event.kind}</span>}
              detail={
                <span className="flex flex-wrap gap-x-2 text-sm">
                  {browser ? (
                    <span>{t.settings.sessions.program(browser.program, browser.system)}</span>
                  ) : null}
                  {event.ip ? <span>{text.from(event.ip)}</span> : null}
                </span>
              }
              trail={<Time at={event.createdAt} />}
            />
          );
        })}
      </List>
    </SettingsCard>
  );
}
