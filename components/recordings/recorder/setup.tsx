"use client";

import { CircleAlert, Mic } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { t } from "@/lib/text/catalogue";
import { BroughtAsFields, broughtAsOf } from "../brought-as";
import { TemplatesLive } from "../templates/templates-live";
import { CaptionsChoice } from "./captions-choice";
import type { Capture } from "./kept-captures";
import { MicrophonePicker } from "./microphone-picker";
import type { CaptionsHere } from "./speech";
import { useCaptionsHere } from "./use-captions-here";
import { useRecorder, useRecorderState } from "./use-recorder";

const words = t.recorder;

/** What is said before it begins: a title, who may hear it, which microphone, and that everybody knows. */
export function Setup({ conversationId }: { conversationId: string | null }) {
  const recorder = useRecorder();
  const refusal = useRecorderState((state) => state.refusal);
  const isStarting = useRecorderState((state) => state.phase === "starting");
  const [deviceId, setDevice] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const captions = useCaptionsHere();
  const start = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (form.get("consent") === null) return setProblem(words.consentMissing);
    setProblem(null);
    const captionsIn = captions.here ? form.get("captions") : languageOf(await captions.lookAgain());
    await recorder.start(aboutOf(form), {
      deviceId,
      captionsIn: captionsIn === null ? null : String(captionsIn),
    });
  };
  return (
    <form
      onSubmit={(event) => void start(event)}
      className="mx-auto grid w-full max-w-lg gap-5 px-4 py-6 max-md:gap-4 max-md:py-4 lg:py-10"
    >
      <p className="text-pretty text-muted">{words.lead}</p>
      {refusal ? (
        <Banner role="alert" tone="danger" shape="card" icon={<CircleAlert aria-hidden="true" />}>
          {words.refusals[refusal]}
        </Banner>
      ) : null}
      <Field label={words.name}>
        {(control) => <Input {...control} name="title" maxLength={200} placeholder={titleNow()} />}
      </Field>
      <BroughtAsFields conversationId={conversationId} />
      <TemplatesLive />
      <MicrophonePicker deviceId={deviceId} onChoose={setDevice} />
      <CaptionsChoice {...captions} />
      <div>
        <Checkbox
          name="consent"
          label={words.consent}
          hint={words.consentHint}
          onChange={() => setProblem(null)}
        />
        <p role="alert" className="mt-1 text-danger text-sm">
          {problem}
        </p>
      </div>
      <Button type="submit" variant="primary" size="lg" busy={isStarting} className="justify-self-start">
        <Mic aria-hidden="true" />
        {isStarting ? words.starting : words.start}
      </Button>
    </form>
  );
}

/** What the form would have chosen, had it known in time. */
function languageOf(here: CaptionsHere): string | null {
  return here.state === "ready" ? here.language : null;
}

function aboutOf(form: FormData): Capture["about"] {
  const title = String(form.get("title")).trim() || titleNow();
  return { title, consent: true, ...broughtAsOf(form) };
}

function titleNow(): string {
  const now = new Date();
  const day = now.toLocaleDateString("en-US", { month: "short", day: "numeric" });
  return words.nameOf(day, now.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" }));
}
