import { openCompanion } from "@/lib/demo/client";

/**
 * Another person in another tab: 127.0.0.1 is another cookie jar than localhost, so that no private window is needed. The tab is opened before
 * the link is asked for, because browsers open none for what comes later.
 */
export async function openAsBen(workspace: string, next: string | null): Promise<void> {
  const tab = window.open("about:blank", "_blank");
  try {
    const { path } = await openCompanion({ workspace });
    const { protocol, hostname, port } = window.location;
    const other = hostname === "127.0.0.1" ? "localhost" : "127.0.0.1";
    const address = new URL(path, `${protocol}//${other}:${port}`);
    address.searchParams.set("next", next ?? `/w/${workspace}`);
    if (tab) {
      tab.opener = null;
      tab.location.replace(address);
    } else window.location.assign(address);
  } catch (error) {
    tab?.close();
    throw error;
  }
}
