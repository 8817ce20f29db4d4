import { CircleAlert } from "lucide-react";
import { Banner } from "./banner";

/** What is wrong with the whole form, above its button. The place exists always, so that the sentence is read aloud. */
export function FormProblem({ message }: { message: string | null }) {
  return (
    <div role="alert" className="empty:absolute">
      {message ? (
        <Banner tone="danger" shape="card" icon={<CircleAlert aria-hidden="true" />}>
          {message}
        </Banner>
      ) : null}
    </div>
  );
}
