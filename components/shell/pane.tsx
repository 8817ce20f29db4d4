"use client";

import { usePathname } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";

/** What stands in the right pane. */
type Pane = {
  /** The same key again replaces the content in place. */
  key: string;
  title: string;
  icon?: ReactNode;
  /** Beside the title: "3 / 6". */
  detail?: ReactNode;
  actions?: ReactNode;
  body: ReactNode;
  footer?: ReactNode;
};

type OpenPane = Pane & { pathname: string };
type PaneControl = { openPane: (pane: Pane) => void; closePane: () => void };

const PaneContext = createContext<Pane | null>(null);
const PaneControlContext = createContext<PaneControl | null>(null);

/** Below this width the pane lies over the page, and going back closes it. */
const COVERS = "(max-width: 1023px)";

/**
 * The one place where sources and threads open. A pane belongs to the page it was opened on: another page does not
 * show it. Closing gives the focus back to what opened it.
 */
export function PaneProvider({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const [open, setOpen] = useState<OpenPane | null>(null);
  const opener = useRef<Element | null>(null);
  const inHistory = useRef(false);
  const here = open && open.pathname === pathname ? open : null;

  const shut = useCallback(() => {
    inHistory.current = false;
    setOpen(null);
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
    opener.current = null;
  }, []);

  const closePane = useCallback(() => {
    if (inHistory.current) window.history.back();
    else shut();
  }, [shut]);

  const openPane = useCallback(
    (pane: Pane) => {
      opener.current = document.activeElement;
      if (!inHistory.current && window.matchMedia(COVERS).matches) {
        window.history.pushState(null, "", window.location.href);
        inHistory.current = true;
      }
      setOpen({ ...pane, pathname });
    },
    [pathname],
  );

  useEffect(() => {
    const onBack = () => inHistory.current && shut();
    window.addEventListener("popstate", onBack);
    return () => window.removeEventListener("popstate", onBack);
  }, [shut]);

  const isOpen = here !== null;
  useEffect(() => {
    if (!isOpen) return;
    // Menus, dialogs and the composer that use Esc themselves prevent its default.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) closePane();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [isOpen, closePane]);

  const control = useMemo(() => ({ openPane, closePane }), [openPane, closePane]);
  return (
    <PaneControlContext value={control}>
      <PaneContext value={here}>{children}</PaneContext>
    </PaneControlContext>
  );
}

/** What is open, or null. */
export function usePane(): Pane | null {
  return useContext(PaneContext);
}

export function usePaneControl(): PaneControl {
  const control = useContext(PaneControlContext);
  if (!control) throw new Error("usePaneControl needs a PaneProvider above it.");
  return control;
}
