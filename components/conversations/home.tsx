"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { writeDraft } from "@/components/messages/draft";
import { conversationPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/text/catalogue";
import { useStarts } from "./start-context";
import { useSidebar, useWorkspace } from "./workspace-context";

const words = t.conversation.home;

/** Where to begin: in the demo a card of three things to try, elsewhere the three things a new workspace needs. */
export function Home({ isDemo }: { isDemo: boolean }) {
  const { workspace } = useWorkspace();
  return (
    <div className="h-full overflow-y-auto p-6 max-md:hidden">
      <section className="mx-auto mt-[8vh] max-w-xl rounded-lg border border-line bg-raised p-6">
        <h1 className="font-semibold text-xl">
          {isDemo ? words.fiveMinutes : words.welcome(workspace.name)}
        </h1>
        <p className="mt-1 text-muted">{isDemo ? words.fiveLead : words.lead}</p>
        <ol className="mt-5 divide-y divide-line">{isDemo ? <DemoSteps /> : <FirstSteps />}</ol>
        <p className="mt-5 text-muted text-sm">{words.quotesOnly}</p>
      </section>
    </div>
  );
}

function DemoSteps() {
  const { workspace } = useWorkspace();
  const router = useRouter();
  const launch = useSidebar((state) =>
    Object.values(state.conversations).find((one) => one.name === "launch"),
  );
  const open = () => {
    if (!launch) return;
    writeDraft(launch.id, words.askQuestion);
    router.push(conversationPath(workspace.slug, launch));
  };
  // 127.0.0.1 is another cookie jar than localhost: a second person without a private window.
  const openAsBen = () => {
    const { protocol, hostname, port } = window.location;
    const other = hostname === "127.0.0.1" ? "localhost" : "127.0.0.1";
    const next = launch ? conversationPath(workspace.slug, launch) : `/w/${workspace.slug}`;
    const address = `${protocol}//${other}:${port}/sign-in?email=ben%40example.com&next=${encodeURIComponent(next)}`;
    window.open(address, "_blank", "noopener");
  };
  return (
    <>
      <Step n={1} title={words.ask} hint={words.askHint}>
        <Button variant="primary" onClick={open}>
          {words.askButton}
        </Button>
      </Step>
      <Step n={2} title={words.other} hint={words.otherHint}>
        <Button onClick={openAsBen}>{words.otherButton}</Button>
      </Step>
      <Step n={3} title={words.own} hint={words.ownHint}>
        <Button onClick={() => router.push("/w/new")}>{words.ownButton}</Button>
      </Step>
    </>
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

type StepProps = { n: number; title: string; hint: string; children: ReactNode };

function Step({ n, title, hint, children }: StepProps) {
  return (
    <li className="flex items-center gap-4 py-3.5">
      <span
        aria-hidden="true"
        className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent text-sm tabular-nums"
      >
        {n}
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="font-medium">{title}</h2>
        <p className="text-pretty text-muted text-sm">{hint}</p>
      </div>
      {children}
    </li>
  );
}
