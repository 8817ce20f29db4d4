"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormProblem } from "@/components/ui/form-problem";
import { goOn } from "@/components/users/go-on";
import { CallError } from "@/lib/core/send";
import { t } from "@/lib/text/visiting";
import { createSession } from "@/lib/users/client";

/** The demo's owner, whose password is known in the `local` profile and nowhere else. */
const ANA = { email: "ana@example.com", password: "parley-demo", remember: true };

/** Signs in to the demo with nothing to type. */
export function OpenDemo() {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function open() {
    setBusy(true);
    setMessage(null);
    try {
      await createSession(ANA);
      await goOn("/w/acme");
    } catch (error) {
      setBusy(false);
      const missing = error instanceof CallError && error.code === "UNAUTHENTICATED";
      setMessage(missing ? t.landing.demoMissing : t.landing.demoFailed);
    }
  }

  return (
    <>
      <Button variant="primary" size="lg" busy={busy} onClick={open}>
        {t.landing.openDemo}
      </Button>
      <div className="order-last basis-full empty:hidden">
        <FormProblem message={message} />
      </div>
    </>
  );
}
