"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { MemberRole } from "@/lib/members/schema";
import { t } from "@/lib/text/catalogue";
import { InviteByLink } from "./invite-by-link";
import { InviteByMail } from "./invite-by-mail";

type InviteButtonProps = {
  slug: string;
  roles: MemberRole[];
  /** Opened already, as from the workspace's menu. */
  startsOpen: boolean;
};

/** Invites people, by mail or by link. */
export function InviteButton({ slug, roles, startsOpen }: InviteButtonProps) {
  const text = t.settings.invites;
  const [open, setOpen] = useState(startsOpen);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" />
        {text.open}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent title={text.dialogTitle} description={text.detail}>
          <Tabs defaultValue="mail" className="grid gap-4">
            <TabsList aria-label={text.dialogTitle} className="justify-self-start">
              <TabsTrigger value="mail">{text.byMail}</TabsTrigger>
              <TabsTrigger value="link">{text.byLink}</TabsTrigger>
            </TabsList>
            <TabsContent value="mail">
              <InviteByMail slug={slug} roles={roles} />
            </TabsContent>
            <TabsContent value="link">
              <InviteByLink slug={slug} roles={roles} />
            </TabsContent>
          </Tabs>
        </DialogContent>
      </Dialog>
    </>
  );
}
