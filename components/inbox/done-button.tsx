import { Check } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { t } from "@/lib/text/catalogue";

/** Lets an item go from the inbox, or wait again. */
export function DoneButton({ isDone, onDone }: { isDone: boolean; onDone: (done: boolean) => void }) {
  return (
    <IconButton
      label={isDone ? t.inbox.open : t.inbox.done}
      aria-pressed={isDone}
      className="mt-3"
      onClick={() => onDone(!isDone)}
    >
      <Check aria-hidden="true" />
    </IconButton>
  );
}
