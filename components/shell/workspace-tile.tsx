import { cn } from "@/components/ui/cn";
import type { ShellWorkspace } from "./shell-data";

type WorkspaceTileProps = {
  workspace: Pick<ShellWorkspace, "name" | "imageUrl">;
  size?: "sm" | "md";
  current?: boolean;
};

/** A workspace as a square: its picture, or its first letter. */
export function WorkspaceTile({ workspace, size = "md", current }: WorkspaceTileProps) {
  const shape = size === "sm" ? "size-5 rounded-xs text-xs" : "size-9 rounded-md text-base";
  if (workspace.imageUrl) {
    return (
      // biome-ignore lint/performance/noImgElement: uploads are re-encoded by us and never pass the image optimizer
      <img src={workspace.imageUrl} alt="" className={cn("shrink-0 object-cover", shape)} />
    );
  }
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-flex shrink-0 items-center justify-center border font-semibold",
        current ? "border-accent bg-accent text-accent-ink" : "border-line bg-raised text-ink",
        shape,
      )}
    >
      {Array.from(workspace.name.trim())[0]?.toLocaleUpperCase() ?? "?"}
    </span>
  );
}
