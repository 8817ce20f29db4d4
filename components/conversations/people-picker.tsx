"use client";

import { Check } from "lucide-react";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { t } from "@/lib/text/catalogue";
import type { Person } from "./workspace-context";

type PeoplePickerProps = {
  people: Person[];
  chosen: string[];
  onChange: (ids: string[]) => void;
};

/** A list of people to tick, found by name. */
export function PeoplePicker({ people, chosen, onChange }: PeoplePickerProps) {
  const [words, setWords] = useState("");
  const found = people.filter((person) => person.name.toLowerCase().includes(words.trim().toLowerCase()));
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <div className="grid gap-2">
      <Input
        aria-label={t.conversation.direct.search}
        placeholder={t.conversation.direct.search}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !found[0]) return;
          event.preventDefault();
          toggle(found[0].id);
          setWords("");
        }}
      />
      <ul className="max-h-64 overflow-y-auto">
        {found.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              aria-pressed={chosen.includes(person.id)}
              onClick={() => toggle(person.id)}
              className={cn(
                "flex min-h-11 w-full items-center gap-3 rounded-md px-2 text-start hover:bg-hover",
                chosen.includes(person.id) && "bg-accent-soft",
              )}
            >
              <Avatar id={person.id} name={person.name} kind={person.kind} size="sm" />
              <span className="min-w-0 flex-1 truncate">{person.name}</span>
              {chosen.includes(person.id) ? (
                <Check aria-hidden="true" className="size-4 text-accent" />
              ) : null}
            </button>
          </li>
        ))}
        {found.length === 0 ? (
          <li className="p-3 text-muted">
            {people.length === 0 ? t.conversation.direct.alone : t.conversation.direct.empty}
          </li>
        ) : null}
      </ul>
    </div>
  );
}
