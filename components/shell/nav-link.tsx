"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ComponentProps } from "react";

type NavLinkProps = Omit<ComponentProps<typeof Link>, "href"> & { href: string; exact?: boolean };

/** A link that knows whether it leads to where one is. */
export function NavLink({ href, exact, ...props }: NavLinkProps) {
  const pathname = usePathname();
  const here = pathname === href || (!exact && pathname.startsWith(`${href}/`));
  return <Link href={href} aria-current={here ? "page" : undefined} {...props} />;
}
