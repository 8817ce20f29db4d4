"use client";

import { Download, ShieldCheck, ShieldX } from "lucide-react";
import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import {
  type AuditFilters,
  exportAuditRoute,
  type VerificationDto,
  verifyAuditRoute,
} from "@/lib/audit/schema";
import { call, callStream } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";

type AuditActionsProps = { slug: string; filters: AuditFilters };

/** Whether the log is whole, and taking it along. */
export function AuditActions({ slug, filters }: AuditActionsProps) {
  const text = t.settings.log;
  const [verified, setVerified] = useState<VerificationDto | null>(null);
  const [busy, setBusy] = useState(false);
  const params = { workspace: slug };

  async function verify() {
    setBusy(true);
    try {
      setVerified(await call(verifyAuditRoute, { params }));
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  }

  async function save(format: "csv" | "json") {
    try {
      const response = await callStream(exportAuditRoute, { params, body: { format, ...filters } });
      offer(await response.blob(), `audit.${format}`);
    } catch (error) {
      tellFailure(error);
    }
  }

  return (
    <div className="grid justify-items-end gap-2">
      <div className="flex gap-2">
        <Button busy={busy} onClick={verify}>
          {busy ? null : <ShieldCheck aria-hidden="true" />}
          {text.verify}
        </Button>
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button>
              <Download aria-hidden="true" />
              {text.export}
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => void save("csv")}>{text.exportCsv}</DropdownMenuItem>
            <DropdownMenuItem onSelect={() => void save("json")}>{text.exportJson}</DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </div>
      <div role="status">{verified ? <Verdict verified={verified} /> : null}</div>
    </div>
  );
}

function Verdict({ verified }: { verified: VerificationDto }) {
  const text = t.settings.log;
  return verified.intact ? (
    <Banner tone="accent" shape="card" icon={<ShieldCheck aria-hidden="true" />}>
      {text.intact(verified.entries)}
    </Banner>
  ) : (
    <Banner tone="danger" shape="card" icon={<ShieldX aria-hidden="true" />}>
      {text.broken(verified.brokenAt ?? 0)}
    </Banner>
  );
}

/** Hands a file to the person, as a press on a link to it would. */
function offer(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
