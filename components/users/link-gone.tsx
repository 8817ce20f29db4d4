import { Link2Off } from "lucide-react";
import Link from "next/link";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";

type LinkGoneProps = { message: string; href?: string; action?: string };

/** A link from a mail that no longer works, and the way to a new one. */
export function LinkGone({ message, href, action }: LinkGoneProps) {
  return (
    <div role="alert" className="grid gap-4">
      <Banner shape="card" icon={<Link2Off aria-hidden="true" />}>
        {message}
      </Banner>
      {href && action ? (
        <Button asChild variant="primary" size="lg">
          <Link href={href}>{action}</Link>
        </Button>
      ) : null}
    </div>
  );
}
