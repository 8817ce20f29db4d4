import type { ReactNode } from "react";
import { Select } from "@/components/ui/select";

type ChoiceProps = {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  children: ReactNode;
};

/** One filter: as usual until something is chosen. */
export function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || null)}
      className="h-8 w-auto max-w-36 border-line ps-3 text-sm"
    >
      <option value="">{label}</option>
      {children}
    </Select>
  );
}
