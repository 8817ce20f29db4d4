"use client";

import { type ComponentProps, useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";

type BusyButtonProps = Omit<ComponentProps<typeof Button>, "onClick" | "busy"> & {
  onPress: () => Promise<void>;
};

/** A button that is busy while its work is under way, and says why it failed. */
export function BusyButton({ onPress, ...props }: BusyButtonProps) {
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    await onPress().catch(tellFailure);
    setBusy(false);
  };
  return <Button busy={busy} onClick={() => void press()} {...props} />;
}
