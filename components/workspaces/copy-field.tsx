"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { t } from "@/lib/text/catalogue";

type CopyFieldProps = { label: string; value: string; copy: string };

/** Something shown once: selected at a touch, copied at a press. */
export function CopyField({ label, value, copy }: CopyFieldProps) {
  const [copied, setCopied] = useState(false);
  return (
    <Field label={label}>
      {(control) => (
        <div className="flex flex-wrap gap-2">
          <Input
            {...control}
            readOnly
            value={value}
            className="min-w-0 flex-1 basis-56 font-mono text-sm"
            onFocus={(event) => event.target.select()}
          />
          <Button
            className="h-10 pointer-coarse:h-11"
            onClick={() => {
              void navigator.clipboard.writeText(value).then(() => setCopied(true));
            }}
          >
            {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            <span aria-live="polite">{copied ? t.common.copied : copy}</span>
          </Button>
        </div>
      )}
    </Field>
  );
}
