"use client";

import { Check } from "lucide-react";
import "./style-nonce";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { floatClasses } from "./popover";

export const DropdownMenu = Radix.Root;
export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuRadioGroup = Radix.RadioGroup;

const itemClasses = [
  "flex min-h-8 select-none items-center gap-2.5 rounded-sm px-2 pointer-coarse:min-h-11",
  "outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted",
].join(" ");

export function DropdownMenuContent({
  className,
  sideOffset = 6,
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          floatClasses,
          "max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto p-1",
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}

type ItemProps = ComponentProps<typeof Radix.Item> & { shortcut?: string; danger?: boolean };

export function DropdownMenuItem({ className, shortcut, danger, children, ...props }: ItemProps) {
  const classes = cn(itemClasses, danger && "text-danger [&>svg]:text-danger", className);
  // A child that takes the look must be the only one.
  if (props.asChild) {
    return (
      <Radix.Item className={classes} {...props}>
        {children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={classes} {...props}>
      {children}
      {shortcut ? <Kbd className="ms-auto">{shortcut}</Kbd> : null}
    </Radix.Item>
  );
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(itemClasses, className)} {...props}>
      {children}
      <Radix.ItemIndicator className="ms-auto">
        <Check aria-hidden="true" className="size-4 text-accent" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 font-medium text-muted text-xs">{children}</Radix.Label>;
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
