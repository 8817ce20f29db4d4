"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/** A link of many: what it leads to is fetched ahead once somebody points at it, not because it is on screen. */
export function IntentLink(props: ComponentProps<typeof Link>) {
  const [isMeant, setMeant] = useState(false);
  const mean = () => setMeant(true);
  return (
    <Link
      prefetch={isMeant ? null : false}
      onPointerEnter={mean}
      onTouchStart={mean}
      onFocus={mean}
      {...props}
    />
  );
}
