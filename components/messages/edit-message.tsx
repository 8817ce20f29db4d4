"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { CallError } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";

type EditMessageProps = {
  body: string;
  /** Something else is left of it. */
  mayBeEmpty?: boolean;
  onSave: (body: string) => Promise<void>;
  onCancel: () => void;
};

/** Editing in place: Enter saves, Esc leaves it as it was. A refusal keeps what was typed. */
export function EditMessage({ body, mayBeEmpty = false, onSave, onCancel }: EditMessageProps) {
  const [text, setText] = useState(body);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = async () => {
    if ((text.trim() === "" && !mayBeEmpty) || text === body) return onCancel();
    setBusy(true);
    setError(null);
    try {
      await onSave(text);
    } catch (cause) {
      setError(cause instanceof CallError ? cause.message : t.problem.offline);
      setBusy(false);
    }
  };
  return (
    <div className="my-1 grid gap-2">
      <Textarea
        autoFocus
        aria-label={t.message.editing}
        aria-invalid={error !== null}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.setSelectionRange(text.length, text.length)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Escape") onCancel();
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            void save();
          }
        }}
      />
      {error ? (
        <p role="alert" className="text-danger text-sm">
          {error}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button size="sm" variant="primary" busy={busy} onClick={() => void save()}>
          {t.message.saveEdit}
        </Button>
        <Button size="sm" onClick={onCancel}>
          {t.message.cancelEdit}
        </Button>
      </div>
    </div>
  );
}
