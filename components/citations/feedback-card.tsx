import Link from "next/link";
import { conversationPath } from "@/components/shell/paths";
import { List, ListRow } from "@/components/ui/list";
import { Time } from "@/components/ui/time";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import type { FeedbackDto } from "@/lib/messages/feedback/schema";
import { t } from "@/lib/text/catalogue";
import { Mark } from "./mark";

const words = t.citation.feedback;

/** What readers said of quotes: how many helped, and the newest that did not. */
export function FeedbackCard({ slug, feedback }: { slug: string; feedback: FeedbackDto }) {
  const { helpful, unhelpful, items } = feedback;
  return (
    <SettingsCard title={words.title} detail={words.detail}>
      <SettingsBody className={helpful + unhelpful === 0 ? "text-muted" : "font-medium"}>
        {helpful + unhelpful === 0 ? words.none : words.counts(helpful, unhelpful)}
      </SettingsBody>
      {items.length > 0 ? (
        <List className="border-line border-t">
          {items.map((item) => (
            <ListRow
              key={`${item.messageId}:${item.n}:${item.createdAt}`}
              title={
                <span className="font-normal font-serif">
                  <Mark>{item.quote}</Mark>
                </span>
              }
              detail={
                <span className="text-sm">
                  {words.from(item.by, item.title)}{" "}
                  <Link
                    href={conversationPath(slug, { id: item.conversationId, kind: "channel" })}
                    className="text-accent underline-offset-4 hover:underline"
                  >
                    {words.answer}
                  </Link>
                </span>
              }
              trail={<Time at={item.createdAt} />}
            />
          ))}
        </List>
      ) : null}
    </SettingsCard>
  );
}
