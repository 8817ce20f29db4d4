import { AudioLines, FileText, Hash, type LucideProps } from "lucide-react";
import type { CitedSource } from "./citation-view";

const ICONS = { message: Hash, document: FileText, recording: AudioLines };

export function SourceIcon({ sourceType, ...props }: LucideProps & { sourceType: CitedSource }) {
  const Icon = ICONS[sourceType];
  return <Icon aria-hidden="true" size={16} {...props} />;
}
