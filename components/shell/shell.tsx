"use client";

import dynamic from "next/dynamic";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { Toaster } from "@/components/ui/toaster";
import { untilLoaded } from "@/components/ui/until-loaded";
import type { PaneWidths } from "./appearance";
import { rememberWidths } from "./appearance-store";
import { BottomNavigation } from "./bottom-navigation";
import { Frame } from "./frame";
import { PaneProvider } from "./pane";
import { nextUnreadPath, workspacePath } from "./paths";
import { RightPane } from "./right-pane";
import type { ShellActions, ShellData } from "./shell-data";
import { Sidebar } from "./sidebar";
import { useShortcuts } from "./use-shortcuts";
import { WorkspaceRail } from "./workspace-rail";

const loadCommandMenu = untilLoaded(() => import("./command-menu").then((module) => module.CommandMenu));
const CommandMenu = dynamic(loadCommandMenu, { ssr: false });
const ShortcutsSheet = dynamic(
  untilLoaded(() => import("./shortcuts-sheet").then((module) => module.ShortcutsSheet)),
  { ssr: false },
);

const IDLE_MS = 2_000;

/** Once the page rests the menu is there before it is called: letters typed while it still loads would be lost. */
function fetchCommandMenu(): () => void {
  const timer = setTimeout(() => void loadCommandMenu().catch(() => undefined), IDLE_MS);
  return () => clearTimeout(timer);
}

type ShellProps = {
  shell: ShellData;
  actions: ShellActions;
  /** From the layout cookie, so that the first paint has the widths somebody chose. */
  widths: PaneWidths;
  /** Usually a <ConnectionBanner>. */
  banner?: ReactNode;
  children: ReactNode;
};

/** The whole frame of a workspace around its pages. */
export function Shell({ shell, actions, widths: initial, banner, children }: ShellProps) {
  const pathname = usePathname();
  const router = useRouter();
  const [widths, setWidths] = useState(initial);
  const [command, setCommand] = useOnceOpened();
  const [shortcuts, setShortcuts] = useOnceOpened();
  useEffect(fetchCommandMenu, []);

  function resized(change: Partial<PaneWidths>) {
    const next = { ...widths, ...change };
    setWidths(next);
    rememberWidths(next);
  }

  useShortcuts({
    "mod+k": () => setCommand(!command.open),
    "?": () => setShortcuts(true),
    n: () => {
      const next = nextUnreadPath(shell, pathname);
      if (next) router.push(next);
    },
  });

  return (
    <PaneProvider>
      <Frame
        rail={<WorkspaceRail shell={shell} actions={actions} onShortcuts={() => setShortcuts(true)} />}
        sidebar={<Sidebar shell={shell} actions={actions} onSearch={() => setCommand(true)} />}
        banner={banner}
        pane={<RightPane onResized={(pane) => resized({ pane })} />}
        bottomNavigation={<BottomNavigation shell={shell} actions={actions} />}
        widths={widths}
        onSidebarResized={(sidebar) => resized({ sidebar })}
        sidebarIsPage={pathname === workspacePath(shell.workspace.slug)}
      >
        {children}
      </Frame>
      {command.loaded ? (
        <CommandMenu
          open={command.open}
          onOpenChange={setCommand}
          shell={shell}
          actions={actions}
          onShortcuts={() => setShortcuts(true)}
        />
      ) : null}
      {shortcuts.loaded ? <ShortcutsSheet open={shortcuts.open} onOpenChange={setShortcuts} /> : null}
      <Toaster />
    </PaneProvider>
  );
}

/** Open or not, and whether it ever was: what was never opened is not loaded. */
function useOnceOpened() {
  const [state, setState] = useState({ open: false, loaded: false });
  const set = (open: boolean) => setState((before) => ({ open, loaded: before.loaded || open }));
  return [state, set] as const;
}
