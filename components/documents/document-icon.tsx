import {
  FileSpreadsheet,
  FileText,
  FileType,
  Globe,
  ImageIcon,
  type LucideProps,
  Presentation,
} from "lucide-react";
import type { DocumentKind } from "@/lib/documents/schema";

const ICONS = {
  pdf: FileText,
  docx: FileType,
  pptx: Presentation,
  xlsx: FileSpreadsheet,
  csv: FileSpreadsheet,
  markdown: FileText,
  html: Globe,
  text: FileText,
  image: ImageIcon,
} satisfies Record<DocumentKind, typeof FileText>;

export function DocumentIcon({ kind, ...props }: LucideProps & { kind: DocumentKind }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden="true" size={16} {...props} />;
}
