import { Plus } from "lucide-react";
import { type ReactNode, useId } from "react";
import { IconButton } from "@/components/ui/icon-button";

type SidebarSectionProps = {
  title: string;
  /** The name of the + beside the title. */
  addLabel?: string | undefined;
  onAdd?: (() => void) | undefined;
  /** Stands in the place of the rows while there are none. */
  empty?: string;
  children: ReactNode[];
};

export function SidebarSection({ title, addLabel, onAdd, empty, children }: SidebarSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-4">
      <div className="flex h-7 items-center justify-between ps-2 pe-0.5 max-md:ps-3">
        <h2 id={id} className="font-medium text-muted text-sm">
          {title}
        </h2>
        {addLabel && onAdd ? (
          <IconButton size="xs" label={addLabel} onClick={onAdd}>
            <Plus aria-hidden="true" />
          </IconButton>
        ) : null}
      </div>
      {children.length > 0 ? (
        <ul>{children}</ul>
      ) : (
        <p className="px-2 py-1 text-muted text-sm max-md:px-3">{empty}</p>
      )}
    </section>
  );
}
