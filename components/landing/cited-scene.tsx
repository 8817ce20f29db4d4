import { ChipNumber } from "@/components/citations/chip-number";
import { Mark } from "@/components/citations/mark";
import { SourceIcon } from "@/components/citations/source-icon";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { t } from "@/lib/text/visiting";

/** A question and the sentence that answers it: what stands beside a form. A picture, hence silent and out of reach. */
export function CitedScene({ className }: { className?: string }) {
  const { demo } = t.landing;
  return (
    <div
      aria-hidden="true"
      inert
      className={cn(
        "flex select-none flex-col justify-center border-line border-s bg-sunken px-10 xl:px-20",
        className,
      )}
    >
      <div className="grid max-w-lg gap-8">
        <div className="flex items-start gap-3">
          <Avatar id="ana-2" name="Ana" />
          <div>
            <p className="font-semibold">
              Ana <span className="ms-1 font-normal text-muted text-sm">{demo.ana.time}</span>
            </p>
            <p>
              <span className="font-medium text-accent">{demo.ana.mention}</span>
              {demo.ana.text}
            </p>
          </div>
        </div>
        <p className="text-balance font-serif text-2xl leading-normal">
          <Mark>{demo.answer.message}</Mark>
          {"\u2060"}
          <ChipNumber n={1} tabIndex={-1} className="ms-1.5 font-sans" />
        </p>
        <p className="flex items-center gap-2.5 text-muted">
          <SourceIcon sourceType="message" />
          {demo.sources.message.title}, {demo.sources.message.place}
        </p>
      </div>
    </div>
  );
}
