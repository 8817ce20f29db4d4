"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { StartCard, Step } from "@/components/conversations/start-card";
import { useSidebar, useWorkspace } from "@/components/conversations/workspace-context";
import { writeDraft } from "@/components/messages/draft";
import { conversationPath, recorderPath, roomPath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { playDemo } from "@/lib/demo/client";
import { t } from "@/lib/text/catalogue";
import { openAsBen } from "./open-as-ben";
import { ResetDemo } from "./reset-demo";

const words = t.demo;

/** What to try first in the demo: not a tour, a card that stays where it is. */
export function FiveMinutes() {
  const { me } = useWorkspace();
  const directs = me.role === "owner" || me.role === "admin";
  return (
    <StartCard title={words.title} lead={words.lead} footer={directs ? <ResetDemo /> : null}>
      <Ask n={1} />
      {directs ? <OpenAsBen n={2} /> : null}
      <Drop n={directs ? 3 : 2} />
      <Record n={directs ? 4 : 3} />
      {directs ? <Play n={5} /> : null}
      <Own n={directs ? 6 : 4} />
    </StartCard>
  );
}

function useLaunch() {
  const { workspace } = useWorkspace();
  const launch = useSidebar((state) =>
    Object.values(state.conversations).find((one) => one.kind === "channel" && one.name === "launch"),
  );
  return { launch, path: launch ? conversationPath(workspace.slug, launch) : null };
}

function Ask({ n }: { n: number }) {
  const router = useRouter();
  const { launch, path } = useLaunch();
  const open = () => {
    if (!launch || !path) return;
    writeDraft(launch.id, words.ask.question);
    router.push(path);
  };
  return (
    <Step n={n} title={words.ask.title} hint={words.ask.hint}>
      <Button variant="primary" onClick={open} disabled={!launch}>
        {words.ask.button}
      </Button>
    </Step>
  );
}

function OpenAsBen({ n }: { n: number }) {
  const { workspace } = useWorkspace();
  const { path } = useLaunch();
  return (
    <Step n={n} title={words.companion.title} hint={words.companion.hint}>
      <Button onClick={() => void openAsBen(workspace.slug, path).catch(tellFailure)}>
        {words.companion.button}
      </Button>
    </Step>
  );
}

function Drop({ n }: { n: number }) {
  const { workspace } = useWorkspace();
  return (
    <Step n={n} title={words.drop.title} hint={words.drop.hint}>
      <Button asChild>
        <Link href={roomPath(workspace.slug, "documents")}>{words.drop.button}</Link>
      </Button>
    </Step>
  );
}

function Play({ n }: { n: number }) {
  const { workspace } = useWorkspace();
  const router = useRouter();
  const { path } = useLaunch();
  const [busy, setBusy] = useState(false);
  const play = async () => {
    setBusy(true);
    try {
      await playDemo({ workspace: workspace.slug });
      if (path) router.push(path);
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Step n={n} title={words.play.title} hint={words.play.hint}>
      <Button busy={busy} onClick={() => void play()}>
        {words.play.button}
      </Button>
    </Step>
  );
}

function Record({ n }: { n: number }) {
  const { workspace } = useWorkspace();
  return (
    <Step n={n} title={words.record.title} hint={words.record.hint}>
      <Button asChild>
        <Link href={recorderPath(workspace.slug)}>{words.record.button}</Link>
      </Button>
    </Step>
  );
}

function Own({ n }: { n: number }) {
  const router = useRouter();
  return (
    <Step n={n} title={words.own.title} hint={words.own.hint}>
      <Button onClick={() => router.push("/w/new")}>{words.own.button}</Button>
    </Step>
  );
}
