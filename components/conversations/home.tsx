"use client";

import { Button } from "@/components/ui/button";
import { t } from "@/lib/text/catalogue";
import { StartCard, Step } from "./start-card";
import { useStarts } from "./start-context";
import { useWorkspace } from "./workspace-context";

const words = t.conversation.home;

/** Where to begin: the three things a new workspace needs. */
export function Home() {
  const { workspace } = useWorkspace();
  return (
    <StartCard title={words.welcome(workspace.name)} lead={words.lead}>
      <FirstSteps />
    </StartCard>
  );
}

function FirstSteps() {
  const start = useStarts();
  return (
    <>
      <Step n={1} title={words.channel} hint={words.channelHint}>
        <Button onClick={() => start("channel")}>{t.conversation.create.submit}</Button>
      </Step>
      <Step n={2} title={words.people} hint={words.peopleHint}>
        <Button onClick={() => start("message")}>{t.shell.newDirect}</Button>
      </Step>
      <Step n={3} title={words.chat} hint={words.chatHint}>
        <Button onClick={() => start("chat")}>{t.shell.newChat}</Button>
      </Step>
    </>
  );
}
