import type { SVGProps } from "react";

/** The mark of the product: a speech bubble whose tail is an opening quotation mark. Takes the color of the text. */
export function MarkIcon(props: SVGProps<SVGSVGElement>) {
  return (
    <svg viewBox="0 0 32 32" width={20} height={20} fill="currentColor" aria-hidden="true" {...props}>
      <path d="M12.5 2H20a9 9 0 0 1 9 9v.6a9 9 0 0 1-9 9h-3c-2.7.6-4.5 1.6-5.4 3.1a4.1 4.1 0 1 1-5 4c0-4.3.6-7.2 1.9-9.5A9 9 0 0 1 3.5 11.6V11a9 9 0 0 1 9-9Z" />
    </svg>
  );
}
