import { Mark } from "@/components/citations/mark";
import { cn } from "@/components/ui/cn";
import { isQuoteItself } from "@/lib/tasks/rules";
import type { TaskDto } from "@/lib/tasks/schema";

/** What is to be done. Where that is the quote itself, it is marked as one. */
export function TaskTitle({ task }: { task: TaskDto }) {
  const { title, source, done } = task;
  const isQuote = source !== null && isQuoteItself(title, source.quote);
  return (
    <p className={cn("break-words font-medium", done && "text-muted line-through", isQuote && "font-serif")}>
      {isQuote ? <Mark>{title}</Mark> : title}
    </p>
  );
}
