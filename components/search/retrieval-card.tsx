"use client";

import { Pin } from "lucide-react";
import { type FormEvent, useState } from "react";
import { placeOf } from "@/components/messages/citation-of";
import { tellFailure } from "@/components/shell/tell";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { fetchExplanation } from "@/lib/sources/client";
import type { ExplanationDto } from "@/lib/sources/schema";
import { t } from "@/lib/text/catalogue";

const words = t.search.test;
const MOST = 10;

type RetrievalCardProps = {
  slug: string;
  isPinned: (question: string, sourceId: string) => boolean;
  onPin: (question: string, sourceId: string) => void;
};

/** The retrieval test: what a question of one's own finds, with its scores and why. */
export function RetrievalCard({ slug, isPinned, onPin }: RetrievalCardProps) {
  const [found, setFound] = useState<Tried | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const question = String(new FormData(event.currentTarget).get("question") ?? "").trim();
    if (!question) return;
    setBusy(true);
    try {
      setFound({ question, ...(await fetchExplanation({ workspace: slug }, { question, limit: MOST })) });
    } catch (error) {
      tellFailure(error);
    }
    setBusy(false);
  };
  return (
    <SettingsCard title={words.title} detail={words.detail}>
      <SettingsBody className="grid gap-4">
        <form onSubmit={ask} className="flex gap-2">
          <Input
            name="question"
            aria-label={words.question}
            placeholder={words.question}
            autoComplete="off"
          />
          <Button type="submit" variant="primary" busy={busy} className="h-10">
            {words.run}
          </Button>
        </form>
        {found ? <Found found={found} isPinned={isPinned} onPin={onPin} /> : null}
      </SettingsBody>
    </SettingsCard>
  );
}

/** What a question found, with the question as it was asked. */
type Tried = ExplanationDto & { question: string };

function Found({ found, isPinned, onPin }: Omit<RetrievalCardProps, "slug"> & { found: Tried }) {
  return (
    <div className="grid gap-4" aria-live="polite">
      <p>
        <Badge tone={found.isEnough ? "accent" : "mark"}>{found.isEnough ? words.enough : words.thin}</Badge>{" "}
        <span className="text-muted text-sm tabular-nums">
          {words.evidence(found.evidence, found.bar, found.durationMs)}
        </span>
      </p>
      <p className="flex flex-wrap gap-1.5">
        {found.terms.map(({ term, weight }) => (
          <Badge key={term}>
            {term} <span className="tabular-nums">{weight.toFixed(1)}</span>
          </Badge>
        ))}
      </p>
      <ol className="divide-y divide-line">
        {found.passages.map((passage) => (
          <li key={`${passage.sourceId}:${passage.text}`} className="grid gap-1 py-3">
            <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
              <span className="font-medium">{passage.title}</span>
              <span className="text-muted">
                {[placeOf(passage.anchor), passage.author].filter(Boolean).join(" · ")}
              </span>
              <span className="ms-auto text-muted tabular-nums">
                {[
                  words.score(passage.score, passage.byTerms, passage.closeness),
                  passage.similarity === null ? null : words.meaning(passage.similarity),
                ]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </span>
            </p>
            <p className="line-clamp-3 font-serif">{passage.text}</p>
            <p>
              {isPinned(found.question, passage.sourceId) ? (
                <Badge tone="accent">{t.search.pins.isPinned}</Badge>
              ) : (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={t.search.pins.pinOf(passage.title)}
                  onClick={() => onPin(found.question, passage.sourceId)}
                >
                  <Pin aria-hidden="true" /> {t.search.pins.pin}
                </Button>
              )}
            </p>
          </li>
        ))}
      </ol>
      {found.passages.length === 0 ? <p className="text-muted">{words.nothing}</p> : null}
    </div>
  );
}
