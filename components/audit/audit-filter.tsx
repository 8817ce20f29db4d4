import { auditPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { AuditAction, type AuditFilters } from "@/lib/audit/schema";
import { t } from "@/lib/text/catalogue";

/** What to look for. A form of the browser's own: the address says what is shown, and works before any script. */
export function AuditFilter({ slug, filters }: { slug: string; filters: AuditFilters }) {
  const text = t.settings.log;
  return (
    <form action={auditPath(slug)} className="grid items-end gap-3 sm:grid-cols-[1fr_auto_auto_auto]">
      <Field label={text.filter}>
        {(control) => (
          <Select {...control} name="action" defaultValue={filters.action ?? ""}>
            <option value="">{text.everything}</option>
            {AuditAction.options.map((action) => (
              <option key={action} value={action}>
                {text.actions[action] ?? action}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={text.from}>
        {(control) => <Input {...control} type="date" name="from" defaultValue={filters.from ?? ""} />}
      </Field>
      <Field label={text.to}>
        {(control) => <Input {...control} type="date" name="to" defaultValue={filters.to ?? ""} />}
      </Field>
      <Button type="submit" className="h-10 pointer-coarse:h-11">
        {text.apply}
      </Button>
    </form>
  );
}
