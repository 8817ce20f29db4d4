"use client";

import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { t } from "@/lib/text/catalogue";
import { useModKey } from "./use-shortcuts";

type ShortcutsSheetProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Every key, in one place. */
export function ShortcutsSheet({ open, onOpenChange }: ShortcutsSheetProps) {
  const mod = useModKey();
  const s = t.shell.shortcuts;
  const groups: { title: string; keys: [keys: string[], does: string][] }[] = [
    {
      title: s.anywhere,
      keys: [
        [[mod, "K"], s.commandMenu],
        [["N"], s.nextUnread],
        [["?"], s.thisSheet],
        [["Esc"], s.back],
      ],
    },
    {
      title: s.inConversation,
      keys: [[["Enter"], s.openQuote]],
    },
    {
      title: s.writing,
      keys: [
        [["Enter"], s.send],
        [["Shift", "Enter"], s.newLine],
        [["↑"], s.editLast],
      ],
    },
  ];
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={s.title} className="sm:w-[34rem]">
        <div className="grid gap-5">
          {groups.map((group) => (
            <section key={group.title}>
              <h3 className="mb-1 font-medium text-muted text-sm">{group.title}</h3>
              <dl className="divide-y divide-line">
                {group.keys.map(([keys, does]) => (
                  <div key={does} className="flex items-center justify-between gap-4 py-1.5">
                    <dt>{does}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}
