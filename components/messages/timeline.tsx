"use client";

import { ArrowDown } from "lucide-react";
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useConversation, useWorkspace } from "@/components/conversations/workspace-context";
import { Button } from "@/components/ui/button";
import type { Viewer } from "@/lib/conversations/rules";
import type { MessageDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/talk";
import { DayDivider, dayOf, NewDivider } from "./dividers";
import { follows, MessageRow } from "./message-row";
import { UnsentRow } from "./unsent-row";
import { useMessageActions } from "./use-message-actions";
import { useOpenThread } from "./use-open-thread";

type TimelineProps = {
  conversationId: string;
  viewer: Viewer;
  name: string;
  /** What one had read when the page was opened: the "new" divider stands after it. */
  readSeq: number;
  /** A message_seq to begin at, from a link. */
  focusSeq: number | null;
  onAtBottom: (atBottom: boolean) => void;
};

const NEAR_PX = 80;

/** The messages of a conversation, newest at the bottom, with what is unsent after them. */
export function Timeline({ conversationId, viewer, name, readSeq, focusSeq, onAtBottom }: TimelineProps) {
  const { conversation, me, nameOf } = useWorkspace();
  const store = conversation(conversationId);
  const timeline = useConversation(conversationId, (state) => state.timeline);
  const unsent = useConversation(conversationId, (state) => state.unsent).filter(
    (item) => item.parentId === null,
  );
  const acknowledged = useConversation(conversationId, (state) => state.acknowledged);
  const actions = useMessageActions(conversationId);
  const onReply = useOpenThread(conversationId, viewer);
  const [highlight, setHighlight] = useState(focusSeq);
  const messages = withAcknowledged(timeline.messages, acknowledged);
  const scroll = useScroll({
    first: messages[0]?.id,
    last: messages.at(-1)?.id ?? "",
    unsentCount: unsent.length,
    startSeq: focusSeq ?? (readSeq < (messages.at(-1)?.seq ?? 0) ? readSeq + 1 : null),
    onAtBottom,
    onTop: () => void store.loadBefore(),
  });

  useEffect(() => {
    if (focusSeq === null) return;
    void store.loadAround(focusSeq).then(() => setHighlight(focusSeq));
    const timer = setTimeout(() => setHighlight(null), 4_000);
    return () => clearTimeout(timer);
  }, [store, focusSeq]);

  return (
    <div className="relative min-h-0 flex-1">
      {/* A log that is read aloud as it grows. */}
      <div
        ref={scroll.ref}
        role="log"
        aria-label={t.message.timeline(name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        data-focus-inside
        onScroll={scroll.onScroll}
        className="scroll-quiet flex h-full flex-col overflow-y-auto overscroll-contain pb-3"
      >
        <div className="mt-auto" />
        {timeline.hasBefore ? (
          <Button size="sm" variant="ghost" className="mx-auto my-2" onClick={() => void store.loadBefore()}>
            {t.message.older}
          </Button>
        ) : (
          <p className="px-5 pt-8 pb-2 text-muted max-md:px-4">{t.message.begin(name)}</p>
        )}
        {messages.map((message, at) => {
          const before = messages[at - 1];
          const newDay = !before || dayOf(before.createdAt) !== dayOf(message.createdAt);
          const isFirstNew =
            message.seq === readSeq + 1 &&
            message.author.id !== viewer.memberId &&
            (messages.at(-1)?.seq ?? 0) > readSeq;
          return (
            <Fragment key={message.clientId}>
              {newDay ? <DayDivider at={message.createdAt} /> : null}
              {isFirstNew ? <NewDivider /> : null}
              <MessageRow
                message={message}
                viewer={viewer}
                follows={!newDay && !isFirstNew && follows(before, message)}
                highlighted={highlight !== null && message.seq === highlight}
                nameOf={nameOf}
                onReply={onReply}
                {...actions}
              />
            </Fragment>
          );
        })}
        {unsent.map((item) => (
          <UnsentRow
            key={item.clientId}
            item={item}
            me={me}
            onRetry={(clientId) => store.sender.retry(clientId)}
            onDiscard={(clientId) => store.sender.discard(clientId)}
          />
        ))}
      </div>
      {scroll.away || timeline.hasAfter ? (
        <Button
          size="sm"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
          onClick={() => void goToNewest(store.state.getState().timeline.hasAfter, store, scroll.toBottom)}
        >
          <ArrowDown aria-hidden="true" />
          {scroll.missed > 0 ? t.message.newMessages(scroll.missed) : t.message.newest}
        </Button>
      ) : null}
    </div>
  );
}

async function goToNewest(
  hasAfter: boolean,
  store: { loadAround(seq: number): Promise<void> },
  toBottom: () => void,
) {
  if (hasAfter) await store.loadAround(2_147_483_647);
  requestAnimationFrame(toBottom);
}

/** Stored messages whose event is still on its way stand in their place already. */
function withAcknowledged(messages: MessageDto[], acknowledged: Record<string, MessageDto>): MessageDto[] {
  const waiting = Object.values(acknowledged).filter((one) => one.parentId === null);
  if (waiting.length === 0) return messages;
  const known = new Set(messages.map((one) => one.clientId));
  const added = waiting.filter((one) => !known.has(one.clientId));
  return [...messages, ...added].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
}

type ScrollOptions = {
  first: string | undefined;
  last: string;
  unsentCount: number;
  startSeq: number | null;
  onAtBottom: (atBottom: boolean) => void;
  onTop: () => void;
};

/** Begins at the first unread, stays at the bottom while one is there, and keeps its place when older messages come in above. */
function useScroll({ first, last, unsentCount, startSeq, onAtBottom, onTop }: ScrollOptions) {
  const ref = useRef<HTMLDivElement>(null);
  const place = useRef({ atBottom: true, height: 0, started: false });
  const [away, setAway] = useState(false);
  const [missed, setMissed] = useState(0);

  const toBottom = () => {
    const area = ref.current;
    if (area) area.scrollTop = area.scrollHeight;
    setMissed(0);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the top of the window moved, to keep one's place
  useLayoutEffect(() => {
    const area = ref.current;
    if (!area) return;
    const grown = area.scrollHeight - place.current.height;
    if (place.current.started && !place.current.atBottom && grown > 0 && area.scrollTop < NEAR_PX)
      area.scrollTop += grown;
    place.current.height = area.scrollHeight;
  }, [first]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something was added at the end
  useLayoutEffect(() => {
    const area = ref.current;
    if (!area || last === "") return;
    if (!place.current.started) {
      place.current.started = true;
      const start = startSeq === null ? null : area.querySelector(`[data-seq="${startSeq}"]`);
      if (start) start.scrollIntoView({ block: "center" });
      else toBottom();
    } else if (place.current.atBottom) toBottom();
    else setMissed((count) => count + 1);
    place.current.height = area.scrollHeight;
  }, [last, unsentCount]);

  useEffect(() => {
    const area = ref.current;
    if (!area) return;
    // An answer that grows, a picture that loads, a keyboard that opens: whoever is at the bottom stays there.
    const observer = new ResizeObserver(() => {
      if (place.current.atBottom) area.scrollTop = area.scrollHeight;
    });
    observer.observe(area);
    for (const child of area.children) observer.observe(child);
    return () => observer.disconnect();
  });

  const onScroll = () => {
    const area = ref.current;
    if (!area) return;
    const atBottom = area.scrollHeight - area.scrollTop - area.clientHeight < NEAR_PX;
    if (atBottom !== place.current.atBottom) onAtBottom(atBottom);
    place.current.atBottom = atBottom;
    setAway(area.scrollHeight - area.scrollTop - area.clientHeight > area.clientHeight);
    if (atBottom) setMissed(0);
    if (area.scrollTop < NEAR_PX) onTop();
  };
  return { ref, onScroll, toBottom, away, missed };
}
