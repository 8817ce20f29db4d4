"use client";

import { usePathname } from "next/navigation";
import type { ComponentProps } from "react";
import { IntentLink } from "@/components/ui/intent-link";

type NavLinkProps = Omit<ComponentProps<typeof IntentLink>, "href"> & { href: string; exact?: boolean };

/** A link that knows whether it leads to where one is. */
export function NavLink({ href, exact, ...props }: NavLinkProps) {
  const pathname = usePathname();
  const here = pathname === href || (!exact && pathname.startsWith(`${href}/`));
  return <IntentLink href={href} aria-current={here ? "page" : undefined} {...props} />;
}
