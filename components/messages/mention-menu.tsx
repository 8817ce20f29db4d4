import type { Person } from "@/components/conversations/workspace-context";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { t } from "@/lib/text/talk";

const MOST = 8;

/** People whose name, or a word of it, begins with what was typed: who wrote here last first, assistants before strangers. */
export function rankPeople(people: Person[], query: string, recentIds: string[]): Person[] {
  const wanted = query.toLowerCase();
  const rank = (person: Person) => {
    const at = recentIds.indexOf(person.id);
    return at >= 0 ? at : person.kind === "assistant" ? recentIds.length : recentIds.length + 1;
  };
  return people
    .filter((person) =>
      person.name
        .toLowerCase()
        .split(" ")
        .some((word) => word.startsWith(wanted)),
    )
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .slice(0, MOST);
}

type MentionMenuProps = { people: Person[]; chosen: number; onPick: (person: Person) => void };

/** The type-ahead above the composer. The keys stay with the text; a pointer may pick too. */
export function MentionMenu({ people, chosen, onPick }: MentionMenuProps) {
  return (
    <div
      role="listbox"
      aria-label={t.message.compose.people}
      className="absolute inset-x-5 bottom-full z-20 mb-1 max-w-80 rounded-md border border-line bg-raised p-1 shadow-float"
    >
      {people.map((person, at) => (
        <div
          key={person.id}
          role="option"
          tabIndex={-1}
          aria-selected={at === chosen}
          className={cn(
            "flex cursor-pointer items-center gap-2.5 rounded-sm px-2 py-1.5",
            at === chosen && "bg-accent-soft",
          )}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(person);
          }}
        >
          <Avatar id={person.id} name={person.name} kind={person.kind} size="xs" />
          <span className="truncate">{person.name}</span>
          {person.kind === "assistant" ? (
            <span className="text-muted text-sm">{t.message.assistant}</span>
          ) : null}
        </div>
      ))}
    </div>
  );
}
