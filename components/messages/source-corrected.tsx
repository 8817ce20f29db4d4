import { ChangedCard } from "@/components/citations/changed-card";
import { Compared } from "@/components/citations/compared";
import { t } from "@/lib/text/catalogue";

type SourceCorrectedProps = { quote: string; today: string | null };

/** Says beside a cited message that it was edited since, with both side by side. */
export function SourceCorrected({ quote, today }: SourceCorrectedProps) {
  return (
    <ChangedCard title={t.citation.editedSince}>
      <Compared before={quote} now={today} className="mt-2" />
    </ChangedCard>
  );
}
