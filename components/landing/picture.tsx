"use client";

import { useState } from "react";
import { Chip } from "@/components/ui/chip";
import { t } from "@/lib/text/visiting";
import { PictureChannel } from "./picture-channel";
import { PicturePane } from "./picture-pane";
import { PictureSidebar } from "./picture-sidebar";

/** Which of the three quotes stands in the right pane. */
export type Shown = 1 | 2 | 3;

/** The product, composed of its own parts. The chips work: each shows where its sentence comes from. */
export function Picture() {
  const [shown, setShown] = useState<Shown>(2);
  const [theme, setTheme] = useState<"light" | "dark" | null>(null);
  return (
    <figure aria-label={t.landing.pictureLabel}>
      <div
        data-theme={theme ?? undefined}
        className="flex h-[37rem] overflow-hidden rounded-lg border border-line bg-surface text-ink shadow-float max-md:h-auto max-md:flex-col"
      >
        <PictureSidebar className="max-lg:hidden" />
        <PictureChannel shown={shown} onShow={setShown} />
        <PicturePane shown={shown} />
      </div>
      <figcaption className="mt-3 flex flex-wrap items-center justify-between gap-3 text-muted text-sm">
        {t.landing.pictureHint}
        <span className="flex gap-1.5">
          {(["light", "dark"] as const).map((one) => (
            <Chip key={one} pressed={theme === one} onClick={() => setTheme(theme === one ? null : one)}>
              {t.shell.theme[one]}
            </Chip>
          ))}
        </span>
      </figcaption>
    </figure>
  );
}
